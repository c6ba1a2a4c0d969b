#include "cli/curl_library_internal.h"

#include <dlfcn.h>
#include <stddef.h>

#include "base/str.h"

/* Debian's two builds of one library, with either TLS. */
static const char *const file_names[] = {"libcurl-gnutls.so.4", "libcurl.so.4"};

static const struct {
    const char *name;
    size_t offset;
} functions[] = {

#define CURL_ROW(name) {"curl_" #name, offsetof(struct curl_library, name)},
    CURL_FUNCTIONS(CURL_ROW)
#undef CURL_ROW
};

bool curl_library_load(struct curl_library *out, struct err *e)
{
    void *library = NULL;
    for (size_t i = 0; !library && i < ARRAY_LEN(file_names); i++)
        library = dlopen(file_names[i], RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return err_set(e, ERR_NOT_FOUND,
                       "To ask a server, the library libcurl is needed: apt install "
                       "libcurl3-gnutls (or libcurl4).");
    for (size_t i = 0; i < ARRAY_LEN(functions); i++) {
        void *function = dlsym(library, functions[i].name);
        if (!function)
            return err_set_detail(
                e, ERR_NOT_FOUND, functions[i].name,
                "The libcurl of this machine is too old: 7.63 or later is needed.");
        memcpy((char *)out + functions[i].offset, &function, sizeof(function));
    }
    return true;
}
