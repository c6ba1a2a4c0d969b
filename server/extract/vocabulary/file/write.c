#include <serd/serd.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/strbuf.h"
#include "extract/vocabulary/file/list_builder_internal.h"

/* ---- SKOS ---- */

#define SKOS "http://www.w3.org/2004/02/skos/core#"
#define RDF  "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

struct rdf_writer {
    SerdWriter *serd;
    struct arena *scratch; /* emptied for each concept */
    const struct concept_list *list;
    SerdNode subject;
};

/* Without the flag for quotes and line ends, literals are written in short strings: serd 0.30 cannot
 * read an escape behind a quote in a long one. */
static SerdNode node_of(struct arena *a, SerdType type, struct str text)
{
    SerdNode node = serd_node_from_string(type, (const uint8_t *)str_cstr(a, text));
    node.flags = 0;
    return node;
}

static SerdNode concept_node(struct arena *a, const struct list_concept *c)
{
    if (c->uri.n)
        return node_of(a, SERD_URI, c->uri);
    return node_of(a, SERD_URI,
                   str_from(arena_printf(a, "%.*s%.*s", STR_FMT(OWN_URI), STR_FMT(c->id))));
}

static void state(struct rdf_writer *w, const char *predicate, SerdNode object, struct str lang)
{
    SerdNode iri = serd_node_from_string(SERD_URI, (const uint8_t *)predicate);
    SerdNode tag = lang.n ? node_of(w->scratch, SERD_LITERAL, lang) : SERD_NODE_NULL;
    (void)serd_writer_write_statement(w->serd, 0, NULL, &w->subject, &iri, &object, NULL,
                                      lang.n ? &tag : NULL);
}

static void state_literal(struct rdf_writer *w, const char *predicate, struct str text,
                          struct str lang)
{
    if (text.n)
        state(w, predicate, node_of(w->scratch, SERD_LITERAL, text), lang);
}

static void state_link(struct rdf_writer *w, const struct list_link *l)
{
    struct list_concept elsewhere = {.id = l->name};
    const struct list_concept *to =
        l->target == UINT32_MAX ? &elsewhere : &w->list->items[l->target];
    state(w, l->is_broader ? SKOS "broader" : SKOS "related", concept_node(w->scratch, to),
          STR_EMPTY);
}

static void write_concept(struct rdf_writer *w, const struct list_concept *c)
{
    static const char *const ranks[] = {SKOS "prefLabel", SKOS "altLabel", SKOS "hiddenLabel"};
    arena_clear(w->scratch);
    w->subject = concept_node(w->scratch, c);
    state(w, RDF "type", serd_node_from_string(SERD_URI, (const uint8_t *)SKOS "Concept"),
          STR_EMPTY);
    for (size_t i = 0; i < c->n_labels; i++)
        state_literal(w, ranks[c->labels[i].rank], c->labels[i].text, c->labels[i].lang);
    for (size_t i = 0; i < c->n_definitions; i++)
        state_literal(w, SKOS "definition", c->definitions[i].text, c->definitions[i].lang);
    for (size_t i = 0; i < c->n_links; i++)
        state_link(w, &c->links[i]);
    for (size_t i = 0; i < c->n_matches; i++)
        state(w, SKOS "exactMatch", node_of(w->scratch, SERD_URI, c->matches[i]), STR_EMPTY);
    state_literal(w, SKOS "notation", c->notation, STR_EMPTY);
    state_literal(w, "urn:paperstack:kind", c->kind, STR_EMPTY);
    state_literal(w, "urn:paperstack:origin", c->origin, STR_EMPTY);
}

static size_t add_bytes(const void *bytes, size_t n, void *out)
{
    strbuf_add(out, bytes, n);
    return n;
}

static void write_rdf(const struct concept_list *list, SerdSyntax syntax, struct strbuf *out)
{
    SerdEnv *env = serd_env_new(NULL);
    struct rdf_writer w = {.scratch = arena_new(), .list = list};
    SerdStyle style = syntax == SERD_TURTLE ? SERD_STYLE_ABBREVIATED | SERD_STYLE_CURIED : 0;
    w.serd = serd_writer_new(syntax, style | SERD_STYLE_BULK, env, NULL, add_bytes, out);
    SerdNode name = serd_node_from_string(SERD_LITERAL, (const uint8_t *)"skos");
    SerdNode iri = serd_node_from_string(SERD_URI, (const uint8_t *)SKOS);
    (void)serd_writer_set_prefix(w.serd, &name, &iri);
    for (size_t i = 0; i < list->n; i++)
        write_concept(&w, &list->items[i]);
    (void)serd_writer_finish(w.serd);
    serd_writer_free(w.serd);
    serd_env_free(env);
    arena_free(w.scratch);
}

/* ---- tables: a row for each language of a concept, the first with all that has none ---- */

struct table_writer {
    struct strbuf *out;
    char separator;
    bool is_first; /* cell of the row */
};

static void add_cell(struct table_writer *w, struct str text)
{
    bool needs_quotes = str_find_byte(text, '"', 0) != SIZE_MAX ||
                        str_find_byte(text, w->separator, 0) != SIZE_MAX ||
                        str_starts(text, STR("#"));
    if (!w->is_first)
        strbuf_add_byte(w->out, w->separator);
    w->is_first = false;
    if (!needs_quotes) {
        strbuf_add_str(w->out, text);
        return;
    }
    strbuf_add_byte(w->out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"')
            strbuf_add_byte(w->out, '"');
        strbuf_add_byte(w->out, text.p[i]);
    }
    strbuf_add_byte(w->out, '"');
}

/* A single value with a semicolon gets a bar behind it, or it would be read as two. */
static void add_value(struct strbuf *cell, struct str value)
{
    if (cell->n && cell->p[cell->n - 1] != '|')
        strbuf_add_byte(cell, '|');
    strbuf_add_str(cell, value);
    if (str_find_byte(value, ';', 0) != SIZE_MAX)
        strbuf_add_byte(cell, '|');
}

static void add_labels(struct table_writer *w, const struct list_concept *c, struct str lang,
                       enum label_rank rank)
{
    STRBUF_SCOPE(cell);
    for (size_t i = 0; i < c->n_labels; i++)
        if (c->labels[i].rank == rank && str_eq(c->labels[i].lang, lang))
            add_value(&cell, c->labels[i].text);
    add_cell(w, strbuf_view(&cell));
}

static void add_links(struct table_writer *w, const struct concept_list *list,
                      const struct list_concept *c, bool is_broader)
{
    STRBUF_SCOPE(cell);
    for (size_t i = 0; i < c->n_links; i++)
        if (c->links[i].is_broader == is_broader)
            add_value(&cell, c->links[i].target == UINT32_MAX ? c->links[i].name
                                                              : list->items[c->links[i].target].id);
    add_cell(w, strbuf_view(&cell));
}

static void add_definition(struct table_writer *w, const struct list_concept *c, struct str lang)
{
    size_t i = 0;
    while (i < c->n_definitions && !str_eq(c->definitions[i].lang, lang))
        i++;
    add_cell(w, i < c->n_definitions ? c->definitions[i].text : STR_EMPTY);
}

static void add_common_cells(struct table_writer *w, const struct concept_list *list,
                             const struct list_concept *c)
{
    STRBUF_SCOPE(matches);
    for (size_t i = 0; i < c->n_matches; i++)
        add_value(&matches, c->matches[i]);
    add_cell(w, c->kind);
    add_links(w, list, c, true);
    add_links(w, list, c, false);
    add_cell(w, c->notation);
    add_cell(w, strbuf_view(&matches));
    add_cell(w, c->origin);
}

static void write_row(struct table_writer *w, const struct concept_list *list,
                      const struct list_concept *c, struct str lang, bool is_first_row)
{
    w->is_first = true;
    add_cell(w, c->id);
    add_cell(w, c->uri);
    add_cell(w, lang);
    for (int rank = LABEL_PREFERRED; rank <= LABEL_HIDDEN; rank++)
        add_labels(w, c, lang, (enum label_rank)rank);
    add_definition(w, c, lang);
    if (is_first_row)
        add_common_cells(w, list, c);
    strbuf_add_byte(w->out, '\n');
}

static bool is_first_of_language(const struct list_concept *c, size_t label)
{
    for (size_t i = 0; i < label; i++)
        if (str_eq(c->labels[i].lang, c->labels[label].lang))
            return false;
    return true;
}

static void write_table(const struct concept_list *list, char separator, struct strbuf *out)
{
    static const char *const header[] = {
        "id",   "uri",     "language", "label",    "alternatives", "hidden", "definition",
        "kind", "broader", "related",  "notation", "exact_match",  "origin"};
    struct table_writer w = {.out = out, .separator = separator, .is_first = true};
    for (size_t i = 0; i < ARRAY_LEN(header); i++)
        add_cell(&w, str_from(header[i]));
    strbuf_add_byte(out, '\n');
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; k < list->items[i].n_labels; k++)
            if (is_first_of_language(&list->items[i], k))
                write_row(&w, list, &list->items[i], list->items[i].labels[k].lang, k == 0);
}

void vocabulary_file_write(const struct concept_list *list, enum vocabulary_format format,
                           struct strbuf *out)
{
    switch (format) {
    case FORMAT_TURTLE:
        write_rdf(list, SERD_TURTLE, out);
        return;
    case FORMAT_NTRIPLES:
        write_rdf(list, SERD_NTRIPLES, out);
        return;
    case FORMAT_CSV:
        write_table(list, ',', out);
        return;
    case FORMAT_TSV:
        write_table(list, '\t', out);
        return;
    case FORMAT_UNKNOWN:
    case FORMAT_JSON:
        break;
    }
    BUG("this format is not written here");
}
