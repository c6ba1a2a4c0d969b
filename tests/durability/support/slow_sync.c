/* Preloaded into a server: a disk whose syncs take SLOW_SYNC_MS each while the file SLOW_SYNC_WHILE exists. */
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <sys/syscall.h>

static void wait_for_disk(void)
{
    const char *flag = getenv("SLOW_SYNC_WHILE");
    const char *ms = getenv("SLOW_SYNC_MS");
    if (!flag || !ms || access(flag, F_OK) != 0)
        return;
    long n = strtol(ms, NULL, 10);
    struct timespec t = {.tv_sec = n / 1000, .tv_nsec = n % 1000 * 1000000};
    (void)nanosleep(&t, NULL);
}

int fsync(int fd)
{
    wait_for_disk();
    return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    wait_for_disk();
    return (int)syscall(SYS_fdatasync, fd);
}
