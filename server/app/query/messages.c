#include "app/query/read_internal.h"
#include "base/arena.h"
#include "base/ascii.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/vec.h"

#define SHOWN_MAX 60 /* code points */

static const struct {
    const char *code;
    struct str text[LANGUAGE_COUNT];
} messages[] = {

#define MESSAGE(name, code, en, zh) {code, {STR_INIT(en), STR_INIT(zh)}},
#include "app/query/messages.def"
#undef MESSAGE
};

struct str query_message_fill(const struct query_reader *r, enum query_message message,
                              struct query_message_args args)
{
    STRBUF_SCOPE(out);
    struct str text = messages[message].text[r->language];
    for (size_t i = 0; i < text.n; i++) {
        bool is_place = text.p[i] == '{' && i + 2 < text.n && text.p[i + 1] >= '1' &&
                        text.p[i + 1] <= '0' + MESSAGE_ARGS_MAX && text.p[i + 2] == '}';
        if (is_place) {
            strbuf_add_str(&out, args.items[text.p[i + 1] - '1']);
            i += 2;
        } else {
            strbuf_add_byte(&out, text.p[i]);
        }
    }
    return str_copy(r->arena, strbuf_view(&out));
}

struct str query_message_number(const struct query_reader *r, size_t n)
{
    return str_from(arena_printf(r->arena, "%zu", n));
}

struct str query_shown(struct str text)
{
    size_t at = 0, len;
    for (size_t n = 0; at < text.n && n < SHOWN_MAX; n++, at += len)
        (void)utf8_decode(text, at, &len);
    return str_sub(text, 0, at);
}

void query_problem_add(const struct query_reader *r, enum query_message message,
                       struct query_problem place, struct query_message_args args)
{
    struct query_problem *p = vec_push(r->arena, r->problems);
    *p = place;
    p->code = messages[message].code;
    p->detail = query_message_fill(r, message, args);
    if (!place.suggestion.n)
        return;
    struct str offer = query_message(r, DID_YOU_MEAN, place.suggestion);
    p->detail = str_from(arena_printf(r->arena, "%.*s%.*s", STR_FMT(p->detail), STR_FMT(offer)));
}

bool query_problems_end(const struct query_reader *r, enum err_code code, struct err *e)
{
    const struct query_problems *p = r->problems;
    if (p->n == 0)
        return true;
    struct str text = p->items[0].detail;
    if (p->n > 1)
        text = query_message(r, MANY, query_message_number(r, p->n), text);
    return err_set(e, code, "%.*s", STR_FMT(text));
}
