/* Turtle and N-Triples, read by serd. */
#include <serd/serd.h>

#include "base/arena.h"
#include "extract/vocabulary/file/list_builder_internal.h"

struct reading {
    struct list_builder *builder;
    struct str source;
    SerdEnv *env;
    struct err *error;
    bool has_failed;
};

static struct str view(const SerdNode *node)
{
    return node && node->buf ? str_of((const char *)node->buf, node->n_bytes) : STR_EMPTY;
}

/* ---- errors ---- */

/* The format is the library's own text. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static SerdStatus on_error(void *context, const SerdError *error)
{
    struct reading *r = context;
    char detail[200];
    if (r->has_failed)
        return SERD_SUCCESS;
    r->has_failed = true;
    (void)vsnprintf(detail, sizeof(detail), error->fmt, *error->args);
    (void)err_set_detail(r->error, ERR_VALIDATION, detail,
                         "Line %u, column %u cannot be read as Turtle or N-Triples: look there, or "
                         "just before, for a missing quote, bracket, dot or semicolon.",
                         error->line, error->col);
    return SERD_SUCCESS;
}

#pragma GCC diagnostic pop

/* serd gives no place with a statement: the first use of the prefix is looked up. */
static size_t line_of_prefix(struct str source, struct str prefix)
{
    size_t at = 0, line = 1;
    while ((at = str_find(source, prefix, at)) != SIZE_MAX) {
        bool is_begin = at == 0 || strchr(" \t\r\n;,.^[(", source.p[at - 1]);
        if (is_begin && at + prefix.n < source.n && source.p[at + prefix.n] == ':')
            break;
        at++;
    }
    for (size_t i = 0; at != SIZE_MAX && i < at; i++)
        line += source.p[i] == '\n';
    return line;
}

static SerdStatus refuse_prefix(struct reading *r, struct str name)
{
    struct str prefix = str_sub(name, 0, str_find_byte(name, ':', 0));
    if (!r->has_failed)
        (void)err_set(r->error, ERR_VALIDATION,
                      "Line %zu: the prefix \"%.*s:\" is not declared. Add a line \"@prefix %.*s: "
                      "<…> .\" above.",
                      line_of_prefix(r->source, prefix), STR_FMT(text_cut(prefix, 40)),
                      STR_FMT(text_cut(prefix, 40)));
    r->has_failed = true;
    return SERD_ERR_BAD_CURIE;
}

/* ---- names ---- */

static struct str join(struct arena *a, struct str left, struct str right)
{
    char *p = arena_alloc(a, left.n + right.n);
    if (left.n)
        memcpy(p, left.p, left.n);
    if (right.n)
        memcpy(p + left.n, right.p, right.n);
    return str_of(p, left.n + right.n);
}

static SerdStatus expand_prefix(struct reading *r, const SerdNode *node, struct str *out)
{
    SerdChunk prefix, suffix;
    if (serd_env_expand(r->env, node, &prefix, &suffix) != SERD_SUCCESS)
        return refuse_prefix(r, view(node));
    *out = join(r->builder->scratch, str_of((const char *)prefix.buf, prefix.len),
                str_of((const char *)suffix.buf, suffix.len));
    return SERD_SUCCESS;
}

/* Relative to @base; as it stands when there is none. */
static SerdStatus expand_relative(struct reading *r, const SerdNode *node, struct str *out)
{
    SerdNode whole = serd_env_expand_node(r->env, node);
    *out = str_copy(r->builder->scratch, view(whole.buf ? &whole : node));
    serd_node_free(&whole);
    return SERD_SUCCESS;
}

static SerdStatus read_name(struct reading *r, const SerdNode *node, struct str *out)
{
    switch (node->type) {
    case SERD_CURIE:
        return expand_prefix(r, node, out);
    case SERD_BLANK:
        *out = join(r->builder->scratch, STR("_:"), view(node));
        return SERD_SUCCESS;
    case SERD_URI:
        if (!serd_uri_string_has_scheme(node->buf))
            return expand_relative(r, node, out);
        *out = view(node);
        return SERD_SUCCESS;
    case SERD_LITERAL:
    case SERD_NOTHING:
        break;
    }
    *out = view(node);
    return SERD_SUCCESS;
}

/* ---- what serd calls ---- */

static SerdStatus on_base(void *context, const SerdNode *uri)
{
    struct reading *r = context;
    return serd_env_set_base_uri(r->env, uri);
}

static SerdStatus on_prefix(void *context, const SerdNode *name, const SerdNode *uri)
{
    struct reading *r = context;
    return serd_env_set_prefix(r->env, name, uri);
}

static SerdStatus on_statement(void *context, SerdStatementFlags flags, const SerdNode *graph,
                               const SerdNode *subject, const SerdNode *predicate,
                               const SerdNode *object, const SerdNode *datatype,
                               const SerdNode *lang)
{
    struct reading *r = context;
    struct rdf_triple t = {.tag = view(lang), .object_is_iri = object->type != SERD_LITERAL};
    (void)flags;
    (void)graph;
    (void)datatype;
    if (r->has_failed)
        return SERD_ERR_BAD_ARG;
    arena_clear(r->builder->scratch);
    SerdStatus status = read_name(r, subject, &t.subject);
    if (status == SERD_SUCCESS)
        status = read_name(r, predicate, &t.predicate);
    if (status == SERD_SUCCESS)
        status = read_name(r, object, &t.object);
    if (status != SERD_SUCCESS)
        return status;
    r->has_failed = !rdf_take(r->builder, &t, r->error);
    return r->has_failed ? SERD_ERR_BAD_ARG : SERD_SUCCESS;
}

static bool read_all(struct reading *r, SerdSyntax syntax)
{
    SerdReader *reader = serd_reader_new(syntax, r, NULL, on_base, on_prefix, on_statement, NULL);
    serd_reader_set_error_sink(reader, on_error, r);
    SerdStatus status =
        serd_reader_read_string(reader, (const uint8_t *)str_cstr(r->builder->arena, r->source));
    serd_reader_free(reader);
    if (status > SERD_FAILURE && !r->has_failed)
        (void)err_set(r->error, ERR_VALIDATION, "The file ends in the middle of a statement.");
    return status <= SERD_FAILURE && !r->has_failed;
}

bool rdf_read(struct list_builder *b, struct str bytes, enum vocabulary_format format,
              struct err *e)
{
    struct err unnamed = {0};
    struct reading r = {.builder = b, .source = bytes, .error = e ? e : &unnamed};
    if (format == FORMAT_TURTLE && !rdf_check_nesting(bytes, r.error))
        return false;
    r.env = serd_env_new(NULL);
    bool ok = read_all(&r, format == FORMAT_TURTLE ? SERD_TURTLE : SERD_NTRIPLES);
    serd_env_free(r.env);
    return ok;
}
