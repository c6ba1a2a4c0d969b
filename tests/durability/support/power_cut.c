/* Cuts the power of a mounted ext4: what was not synced is gone, the journal is not flushed.
 *   power_cut MOUNTPOINT
 * The request and its flags are those of the kernel's fs/ext4/ext4.h (EXT4_IOC_SHUTDOWN). */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>

#define EXT4_IOC_SHUTDOWN           _IOR('X', 125, uint32_t)
#define EXT4_GOING_FLAGS_NOLOGFLUSH 2u

int main(int argc, char **argv)
{
    uint32_t flags = EXT4_GOING_FLAGS_NOLOGFLUSH;
    int fd = argc == 2 ? open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd < 0 || ioctl(fd, EXT4_IOC_SHUTDOWN, &flags) != 0) {
        perror("power_cut");
        return 1;
    }
    return 0;
}
