#include "cli/ask_internal.h"

#include <fcntl.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/file.h"
#include "cli/ask_source_internal.h"

#define PAGE_MAX       200 /* items of a list that the API gives at once */
#define REDIRECTS_MAX  4
#define TOKEN_FILE_MAX 4096

struct asker {
    const struct command_line *line;
    struct ask_source source;
};

/* ---- targets ---- */

void ask_add_escaped(struct strbuf *target, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (ascii_is_alnum(c) || (c && strchr("-._~", c)))
            strbuf_add_byte(target, c);
        else
            strbuf_printf(target, "%%%02X", (unsigned)(unsigned char)c);
    }
}

struct str ask_target(struct arena *a, const char *before, struct str text, const char *after)
{
    STRBUF_SCOPE(target);
    strbuf_add_cstr(&target, before);
    ask_add_escaped(&target, text);
    strbuf_add_cstr(&target, after);
    return str_copy(a, strbuf_view(&target));
}

/* ---- problems ---- */

static enum err_code code_of(const char *slug)
{
    for (int code = ERR_NONE + 1; code <= ERR_INTERRUPTED; code++)
        if (slug && strcmp(err_slug((enum err_code)code), slug) == 0)
            return (enum err_code)code;
    return ERR_INTERNAL;
}

static bool fail_with_problem(const json_t *problem, struct err *e)
{
    const char *detail = json_string_value(json_object_get(problem, "detail"));
    const char *title = json_string_value(json_object_get(problem, "title"));
    enum err_code code = code_of(json_string_value(json_object_get(problem, "code")));
    const char *said = detail ? detail : title ? title : "The question was refused.";
    const json_t *first = json_array_get(json_object_get(problem, "errors"), 0);
    const char *near = json_string_value(json_object_get(first, "suggestion"));
    if (near && !strstr(said, near))
        return err_set(e, code, "%s Did you mean \"%s\"?", said, near);
    return err_set(e, code, "%s", said);
}

/* ---- one question ---- */

/* `*moved` is the target to ask instead, or empty. */
static bool ask_once(struct asker *asker, struct str target, json_t **out, struct str *moved,
                     struct err *e)
{
    struct ask_answer answer = {0};
    if (!asker->source.get(asker->source.state, target, asker->line->arena, &answer, e))
        return false;
    *moved = answer.moved;
    *out = moved->n ? NULL : json_loadb(answer.body.p, answer.body.n, 0, NULL);
    if (moved->n || (*out && answer.status < 400))
        return true;
    bool ok = fail_with_problem(*out, e);
    json_decref(*out);
    return ok;
}

bool ask_get(struct asker *asker, struct str target, json_t **out, struct err *e)
{
    struct str moved;
    for (int i = 0; i < REDIRECTS_MAX; i++) {
        if (!ask_once(asker, target, out, &moved, e))
            return false;
        if (!moved.n)
            return true;
        target = moved;
    }
    return err_set(e, ERR_INTERNAL, "The answer leads round in a circle.");
}

/* ---- lists ---- */

static struct str page_target(struct arena *a, struct str target, size_t limit, const char *cursor)
{
    STRBUF_SCOPE(text);
    bool has_query = str_find_byte(target, '?', 0) != SIZE_MAX;
    strbuf_printf(&text, "%.*s%slimit=%zu", STR_FMT(target), has_query ? "&" : "?",
                  limit < PAGE_MAX ? limit : PAGE_MAX);
    if (cursor) {
        strbuf_add_cstr(&text, "&cursor=");
        ask_add_escaped(&text, str_from(cursor));
    }
    return str_copy(a, strbuf_view(&text));
}

/* NULL on the last page, and where the question has a limit of its own ("top 3"). */
static const char *next_cursor(const json_t *answer, size_t limit)
{
    const json_t *page = json_object_get(answer, "page");
    size_t given = (size_t)json_integer_value(json_object_get(page, "limit"));
    bool has_own_limit = given < (limit < PAGE_MAX ? limit : PAGE_MAX);
    return has_own_limit ? NULL : json_string_value(json_object_get(page, "next_cursor"));
}

/* The items of `next` go behind those of `all`, whose page then says what `next` says. */
static void join_page(json_t *all, json_t *next)
{
    (void)json_array_extend(json_object_get(all, "items"), json_object_get(next, "items"));
    (void)json_object_set(all, "page", json_object_get(next, "page"));
}

bool ask_list(struct asker *asker, struct str target, json_t **out, struct err *e)
{
    struct arena *a = asker->line->arena;
    size_t limit = (size_t)options_number(asker->line, OPTION_LIMIT), n = 0;
    if (!ask_get(asker, page_target(a, target, limit, NULL), out, e))
        return false;
    for (;;) {
        json_t *next;
        const char *cursor = next_cursor(*out, limit - n);
        n = json_array_size(json_object_get(*out, "items"));
        if (!cursor || n >= limit)
            return true;
        if (!ask_get(asker, page_target(a, target, limit - n, cursor), &next, e)) {
            json_decref(*out);
            return false;
        }
        join_page(*out, next);
        json_decref(next);
    }
}

/* ---- opening ---- */

/* What a header can carry; so a file that holds something else is named, and not sent. */
static bool check_token(struct str token, const char *where, struct err *e)
{
    for (size_t i = 0; i < token.n; i++)
        if (token.p[i] <= ' ' || token.p[i] > '~')
            return err_set(e, ERR_USAGE, "%s does not hold a token: one word on one line.", where);
    return token.n > 0 || err_set(e, ERR_USAGE, "%s is empty.", where);
}

/* Of the token and the file that holds one, that which was said closer by. */
static bool read_token(const struct command_line *line, const char **out, struct err *e)
{
    const struct option_given *given = &line->values[OPTION_TOKEN];
    const struct option_given *file = &line->values[OPTION_TOKEN_FILE];
    bool is_in_file = file->origin > given->origin;
    const char *where = is_in_file ? file->text : given->where;
    struct str text = str_from(given->text);
    struct err why = {0};
    *out = NULL;
    if (is_in_file &&
        !file_read(AT_FDCWD, file->text, TOKEN_FILE_MAX, line->arena, &text, NULL, &why))
        return err_set_detail(e, ERR_USAGE, why.detail, "--token-file %s: %s", file->text, why.msg);
    if (!is_in_file && !given->text)
        return true;
    text = str_trim(text);
    *out = str_cstr(line->arena, text);
    return check_token(text, where, e);
}

static bool open_server(const struct command_line *line, const char *url, struct ask_source *out,
                        struct err *e)
{
    struct ask_server_options how = {.url = url, .timeout_s = options_number(line, OPTION_TIMEOUT)};
    return read_token(line, &how.token, e) && ask_open_server(&how, line->arena, out, e);
}

/* A folder and a server may both be set, for `serve` and for asking; what was said closer by holds. */
static bool open_source(const struct command_line *line, struct ask_source *out, struct err *e)
{
    const char *data_dir, *url = options_text(line, OPTION_URL);
    enum origin url_from = line->values[OPTION_URL].origin;
    enum origin folder_from = line->values[OPTION_DATA_DIR].origin;
    if (url && url_from == ORIGIN_FLAG && folder_from == ORIGIN_FLAG)
        return err_set(e, ERR_USAGE, "Say --url or --data-dir, not both.");
    if (url && url_from >= folder_from)
        return open_server(line, url, out, e);
    return options_require(line, OPTION_DATA_DIR, &data_dir, e) &&
           ask_open_store(data_dir, line->arena, out, e);
}

bool ask_with(const struct command_line *line, ask_function ask, int *status, struct err *e)
{
    struct asker asker = {.line = line};
    if (!open_source(line, &asker.source, e))
        return false;
    bool ok = ask(line, &asker, status, e);
    asker.source.close(asker.source.state);
    if (!ok && e->code == ERR_NOT_FOUND) /* here a name is not found, never a file of ours */
        e->code = ERR_UNKNOWN_CONCEPT;
    return ok;
}
