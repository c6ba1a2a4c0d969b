/* ask_internal.h: questions of commands go through the routes of the HTTP API, asked inside this program
 * of a data folder. So a command answers just what the address answers, and there is one shape of each
 * thing. */
#ifndef PS_CLI_ASK_INTERNAL_H
#define PS_CLI_ASK_INTERNAL_H

#include <jansson.h>

#include "base/strbuf.h"
#include "cli/commands_internal.h"

struct asker;

/* Asks one question or several; what `asker` opened is closed behind it. */
typedef bool (*ask_function)(const struct command_line *line, struct asker *asker, int *status,
                             struct err *e);
/* Opens what the options name (--data-dir) for reading. */
MUST_USE bool ask_with(const struct command_line *line, ask_function ask, int *status,
                       struct err *e);

/* The JSON of a GET, a new reference; redirects are followed. Errors: what the API refuses, with its
 * suggestions in the message. */
MUST_USE bool ask_get(struct asker *asker, struct str target, json_t **out, struct err *e);
/* A list up to the command's --limit, page by page: the first page's document with the items of all. */
MUST_USE bool ask_list(struct asker *asker, struct str target, json_t **out, struct err *e);

/* Text for a place in a target: all but letters, digits and "-._~" as %XX. */
void ask_add_escaped(struct strbuf *target, struct str text);
/* "/api/v1/papers/" and the escaped text and what follows. */
struct str ask_target(struct arena *a, const char *before, struct str text, const char *after);

#endif
