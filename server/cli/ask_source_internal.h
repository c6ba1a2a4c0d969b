/* ask_source_internal.h: who answers a question: a data folder, inside this program, or a server that
 * runs. Both give what the API says, so that ask.c need not know which one it asks. */
#ifndef PS_CLI_ASK_SOURCE_INTERNAL_H
#define PS_CLI_ASK_SOURCE_INTERNAL_H

#include "base/err.h"
#include "base/str.h"

struct arena;

/* On the arena that was given. */
struct ask_answer {
    int status;       /* of HTTP */
    struct str body;  /* JSON, as nothing else is passed on */
    struct str moved; /* the target to ask instead, or empty */
};

struct ask_source {
    /* Errors: what was refused before there was an answer, or that there is none. */
    bool (*get)(void *state, struct str target, struct arena *a, struct ask_answer *out,
                struct err *e);
    void (*close)(void *state);
    void *state;
};

/* Opens the data folder for reading. */
MUST_USE bool ask_open_store(const char *data_dir, struct arena *a, struct ask_source *out,
                             struct err *e);

struct ask_server_options {
    const char *url;   /* "https://lab.example/stack", with or without a last slash */
    const char *token; /* NULL: none */
    int64_t timeout_s; /* for one answer, from the connection to its last byte */
};

/* Nothing is sent yet. The token goes to no other place than `url`; proxies of the environment are used, but
 * not for this machine. Errors: ERR_USAGE when the URL is none; later ERR_UNREACHABLE when nothing answers
 * there, or something that is no paperstack. */
MUST_USE bool ask_open_server(const struct ask_server_options *o, struct arena *a,
                              struct ask_source *out, struct err *e);

#endif
