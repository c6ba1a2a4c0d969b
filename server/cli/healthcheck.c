#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "cli/commands_internal.h"

static const enum option options[] = {
    OPTION_PORT,
};

/* The status line of GET /readyz; false when there is no answer within 3 s. */
static bool ask(uint16_t port, char *answer, size_t size)
{
    char request[80];
    int n_request = snprintf(
        request, sizeof(request),
        "GET /readyz HTTP/1.1\r\nHost: localhost:%u\r\nConnection: close\r\n\r\n", (unsigned)port);
    static const struct timeval patience = {.tv_sec = 3};
    struct sockaddr_in to = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return false;
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    bool ok = connect(fd, (const struct sockaddr *)&to, sizeof(to)) == 0 &&
              write(fd, request, (size_t)n_request) == n_request;
    ssize_t n = ok ? read(fd, answer, size - 1) : -1;
    (void)close(fd);
    answer[n > 0 ? n : 0] = '\0';
    return n > 0;
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    char answer[64];
    (void)status;
    if (!ask((uint16_t)options_number(line, OPTION_PORT), answer, sizeof(answer)))
        return err_set(e, ERR_BUSY, "No server answers on port %s.",
                       options_text(line, OPTION_PORT));
    if (strncmp(answer, "HTTP/1.1 200", 12) != 0)
        return err_set(e, ERR_BUSY, "The server is not ready: %.12s.", answer);
    puts("ready");
    return true;
}

const struct command healthcheck_command = {
    .name = "healthcheck",
    .purpose = "ask the server on this machine whether it is ready",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack healthcheck", "paperstack healthcheck --port 9000"},
    .run = run,
};
