#include "app/answer/answer_internal.h"
#include "app/query_write.h"
#include "base/arena.h"
#include "base/base64.h"
#include "base/hash.h"
#include "base/strbuf.h"

/* A cursor is base64url of "question seal value … public-number": fields between bytes US (0x1F), where the
 * seal is a hash of all the others and of the secret of the store. A value is "-" when it is missing, else
 * "n" and a number or "t" and a folded text, which holds no control bytes. */
#define SEPARATOR  '\x1f'
#define HASH_SHOWN 16 /* hexadecimal digits: 64 bits */

static struct str short_hash(struct arena *a, struct str s)
{
    char hex[SHA256_HEX + 1];
    hash_sha256_hex(s, hex);
    return str_copy(a, str_of(hex, HASH_SHOWN));
}

/* The question without its page. */
static struct str question_hash(const struct answer *w)
{
    struct query plain = *w->query;
    plain.cursor = STR_EMPTY;
    plain.limit = 0;
    plain.n_fields = plain.n_include = plain.n_facets = 0;
    return short_hash(w->arena, query_write_json(&plain, w->arena));
}

static struct str seal(const struct answer *w, struct str question, struct str values)
{
    struct str secret = store_secret(w->library->store);
    const char *text = arena_printf(w->arena, "%.*s %.*s %.*s", STR_FMT(secret), STR_FMT(question),
                                    STR_FMT(values));
    struct str once = short_hash(w->arena, str_from(text));
    return short_hash(
        w->arena, str_from(arena_printf(w->arena, "%.*s %.*s", STR_FMT(secret), STR_FMT(once))));
}

static void add_value(struct strbuf *out, const struct order_column *c, const struct order_value *v)
{
    if (v->is_missing)
        strbuf_add_byte(out, '-');
    else if (c->is_number)
        strbuf_printf(out, "n%lld", (long long)v->number);
    else
        strbuf_printf(out, "t%.*s", STR_FMT(v->text));
    strbuf_add_byte(out, SEPARATOR);
}

bool place_write(struct answer *w, const struct order *o, const struct order_row *row,
                 struct str *out, struct err *e)
{
    STRBUF_SCOPE(values);
    (void)e;
    for (size_t i = 0; i < o->n; i++)
        add_value(&values, &o->columns[i], &row->values[i]);
    strbuf_printf(&values, "%lld", (long long)row->public_number);
    struct str question = question_hash(w);
    struct str sealed = seal(w, question, strbuf_view(&values));
    const char *text = arena_printf(w->arena, "%.*s%c%.*s%c%.*s", STR_FMT(question), SEPARATOR,
                                    STR_FMT(sealed), SEPARATOR, STR_FMT(strbuf_view(&values)));
    *out = base64url_encode(w->arena, str_from(text));
    return true;
}

static bool read_number(struct str s, int64_t *out)
{
    uint64_t n;
    bool negative = str_starts(s, STR("-"));
    if (!str_to_u64(str_from_pos(s, negative), &n) || n > INT64_MAX)
        return false;
    *out = negative ? -(int64_t)n : (int64_t)n;
    return true;
}

static bool read_value(const struct order_column *c, struct str part, struct order_value *out)
{
    *out = (struct order_value){.is_missing = str_eq(part, STR("-"))};
    if (out->is_missing)
        return true;
    out->text = str_from_pos(part, 1);
    return !c->is_number || read_number(out->text, &out->number);
}

static bool read_values(struct answer *w, const struct order *o, struct str rest,
                        struct order_row *out)
{
    struct str part;
    out->values = ARENA_ARRAY(w->arena, struct order_value, o->n ? o->n : 1);
    for (size_t i = 0; i < o->n; i++)
        if (!str_split(&rest, SEPARATOR, &part) ||
            !read_value(&o->columns[i], part, &out->values[i]))
            return false;
    return read_number(rest, &out->public_number);
}

bool place_read(struct answer *w, const struct order *o, struct order_row *out, struct err *e)
{
    struct str rest, question, sealed;
    if (base64url_decode(w->arena, w->query->cursor, &rest) &&
        str_split(&rest, SEPARATOR, &question) && str_split(&rest, SEPARATOR, &sealed) &&
        str_eq(question, question_hash(w)) && str_eq(sealed, seal(w, question, rest)) &&
        read_values(w, o, rest, out))
        return true;
    return err_set(e, ERR_CURSOR_MISMATCH,
                   w->language == LANGUAGE_ZH
                       ? "该游标不属于这个查询。省略它即可从第一页开始。"
                       : "The cursor is not one of this question. Leave it out to begin at the "
                         "first page.");
}
