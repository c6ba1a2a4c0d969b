/* curl_library_internal.h: libcurl, loaded when a server is asked and only then. It brings some twenty
 * libraries along (LDAP, Kerberos, SSH …): every other command would start 10 ms later and a server that
 * runs would hold 3 MB more, and the image would carry them all, for what they never use. */
#ifndef PS_CLI_CURL_LIBRARY_INTERNAL_H
#define PS_CLI_CURL_LIBRARY_INTERNAL_H

#include <curl/curl.h>

#include "base/err.h"

#define CURL_FUNCTIONS(X)                                                                          \
    X(global_init)                                                                                 \
    X(global_cleanup)                                                                              \
    X(easy_init)                                                                                   \
    X(easy_setopt)                                                                                 \
    X(easy_perform)                                                                                \
    X(easy_getinfo)                                                                                \
    X(easy_strerror)                                                                               \
    X(easy_cleanup)                                                                                \
    X(url)                                                                                         \
    X(url_set)                                                                                     \
    X(url_get)                                                                                     \
    X(url_cleanup)                                                                                 \
    X(version)                                                                                     \
    X(free)

/* curl_easy_init and the others under their names without "curl_". */
struct curl_library {
#define CURL_MEMBER(name) __typeof__(curl_##name) *name;
    CURL_FUNCTIONS(CURL_MEMBER)
#undef CURL_MEMBER
};

/* Stays loaded until the process ends. Errors: ERR_NOT_FOUND with the package that has it. */
MUST_USE bool curl_library_load(struct curl_library *out, struct err *e);

#endif
