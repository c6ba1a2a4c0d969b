#include <stdio.h>

#include "app/json.h"
#include "cli/commands_internal.h"
#include "cli/curl_library_internal.h"
#include "extract/document.h"
#include "http/server.h"
#include "store/store.h"

#ifndef PS_COMMIT
#define PS_COMMIT "unknown"
#endif

static const enum option options[] = {OPTION_JSON};

/* "7.88.1" of "libcurl/7.88.1 GnuTLS/3.7.9 …"; empty when it is not there. */
static struct str curl_version_number(void)
{
    struct curl_library lib;
    struct err ignored = {0};
    if (!curl_library_load(&lib, &ignored))
        return STR_EMPTY;
    struct str all = str_from(lib.version());
    size_t slash = str_find_byte(all, '/', 0);
    return str_sub(all, slash == SIZE_MAX ? all.n : slash + 1, str_find_byte(all, ' ', 0));
}

/* What runs, which need not be what it was built with. */
static json_t *library_versions(void)
{
    struct str curl = curl_version_number();
    json_t *all = json_pack("{s:s, s:s, s:s, s:s}", "sqlite", store_sqlite_version(),
                            "libmicrohttpd", server_microhttpd_version(), "cmark",
                            document_cmark_version(), "jansson", jansson_version_str());
    (void)json_object_set_new(all, "libcurl", json_make_text_or_null(curl));
    return all;
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    json_t *libraries = library_versions(), *version;
    const char *name;
    (void)status;
    (void)e;
    if (options_flag(line, OPTION_JSON)) {
        json_t *all = json_pack("{s:s, s:s, s:O}", "version", PS_VERSION, "commit", PS_COMMIT,
                                "libraries", libraries);
        printf("%.*s\n", STR_FMT(json_print(all, JSON_COMPACT, line->arena)));
        json_decref(all);
    } else {
        printf("paperstack %s (%s)\n", PS_VERSION, PS_COMMIT);
        json_object_foreach(libraries, name, version)
            printf("%s %s\n", name, json_is_string(version) ? json_string_value(version) : "none");
    }
    json_decref(libraries);
    return true;
}

const struct command version_command = {
    .name = "version",
    .purpose = "print the version, and those of the libraries it runs with",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack version", "paperstack version --json"},
    .run = run,
};
