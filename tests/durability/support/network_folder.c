/* Preloaded: every folder seems to lie on NFS, so that its refusal can be seen without one. */
#undef _FILE_OFFSET_BITS /* both names are defined here, each as itself */
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#define NFS_SUPER_MAGIC 0x6969 /* statfs(2) */

int statfs(const char *path, struct statfs *out)
{
    int rc = (int)syscall(SYS_statfs, path, out);
    out->f_type = NFS_SUPER_MAGIC;
    return rc;
}

/* What programs with large files call; on 64-bit systems it is the same. */
int statfs64(const char *path, struct statfs64 *out)
{
    return statfs(path, (struct statfs *)(void *)out);
}
