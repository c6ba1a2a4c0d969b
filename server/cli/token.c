#include <stdio.h>

#include "app/people.h"
#include "base/arena.h"
#include "base/clock.h"
#include "cli/commands_internal.h"

static const enum option options[] = {
    OPTION_DATA_DIR,
    OPTION_RIGHTS,
    OPTION_EXPIRES,
};

static bool create(const struct command_line *line, struct people *p, struct err *e)
{
    const char *day = options_text(line, OPTION_EXPIRES);
    enum rights rights = rights_from_name(str_from(options_text(line, OPTION_RIGHTS)));
    int64_t expires_ms = 0;
    struct token_row row;
    struct str secret;
    if (day && !clock_parse_day(day, &expires_ms))
        return err_set(e, ERR_USAGE, "--expires is a day such as 2027-01-31, not \"%s\".", day);
    if (!people_create_token(p, str_from(line->arguments[1]), rights, expires_ms, line->arena, &row,
                             &secret, e))
        return false;
    printf("%.*s\n", STR_FMT(secret));
    fputs("This is its only copy: paperstack keeps a hash.\n", stderr);
    return true;
}

static const char *state_of(const struct token_row *t)
{
    if (t->revoked_ms)
        return "revoked";
    return t->expires_ms && t->expires_ms <= clock_unix_ms() ? "over" : "in force";
}

static bool print_tokens(const struct command_line *line, const struct library *l, struct db *db,
                         int *status, struct err *e)
{
    struct token_row *rows;
    size_t n;
    (void)l;
    (void)status;
    if (!token_list(db, line->arena, &rows, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        printf("%.*s\t%.*s\t%.*s\t%s\n", STR_FMT(rows[i].id), STR_FMT(rows[i].rights),
               STR_FMT(rows[i].name), state_of(&rows[i]));
    return true;
}

static bool revoke(const struct command_line *line, struct people *p, struct err *e)
{
    return people_revoke_token(p, str_from(line->arguments[1]), e);
}

static bool change(const struct command_line *line,
                   bool (*how)(const struct command_line *line, struct people *p, struct err *e),
                   struct err *e)
{
    struct store_options store_options = {.create = true};
    struct store *store;
    struct people *people = NULL;
    if (!options_require(line, OPTION_DATA_DIR, &store_options.data_dir, e) ||
        !store_open(&store_options, &store, e))
        return false;
    bool ok = people_open(store, &people, e) && how(line, people, e);
    people_close(people);
    store_close(store);
    return ok;
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    const char *verb = line->n_arguments ? line->arguments[0] : "";
    if (strcmp(verb, "list") == 0 && line->n_arguments == 1)
        return command_read(line, print_tokens, status, e);
    if (strcmp(verb, "create") == 0 && line->n_arguments == 2)
        return change(line, create, e);
    if (strcmp(verb, "revoke") == 0 && line->n_arguments == 2)
        return change(line, revoke, e);
    return err_set(e, ERR_USAGE,
                   "Say what to do: token create NAME --rights read, token list, or token revoke "
                   "ID.");
}

const struct command token_command = {
    .name = "token",
    .purpose = "make, list and revoke the tokens of people and scripts",
    .arguments = "create NAME | list | revoke ID",
    .details = "A new token is printed once on standard output. While a server runs on the data\n"
               "folder, use its address /api/v1/tokens instead.",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack token create \"Li Wei\" --rights curate --data-dir data",
                 "paperstack token revoke t_0123456789ab --data-dir data"},
    .run = run,
};
