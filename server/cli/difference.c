#include "cli/difference_internal.h"

#include "app/json.h"
#include "base/arena.h"
#include "base/strbuf.h"
#include "cli/plain_internal.h"

static char sign_of(enum journal_action action)
{
    static const char signs[] = {
        [JOURNAL_ADDED] = '+', [JOURNAL_CHANGED] = '~', [JOURNAL_REMOVED] = '-'};
    return signs[action];
}

static struct str text_of(const json_t *o, const char *name)
{
    const json_t *value = json_object_get(o, name);
    return json_is_string(value) ? str_of(json_string_value(value), json_string_length(value))
                                 : STR_EMPTY;
}

static void add_member(struct strbuf *line, const json_t *o, const char *name)
{
    plain_add(line, text_of(o, name));
    strbuf_add_byte(line, ' ');
}

/* ---- what it is called ---- */

static void add_paper(struct strbuf *line, const json_t *o)
{
    struct str title = text_of(o, "title");
    plain_add(line, title.n ? title : text_of(o, "short"));
    strbuf_add_byte(line, ' ');
}

static void add_labels(struct strbuf *line, json_t *o)
{
    const char *language;
    json_t *label;
    json_object_foreach(json_object_get(o, "label"), language, label)
    {
        plain_add(line, str_of(json_string_value(label), json_string_length(label)));
        strbuf_add_byte(line, ' ');
    }
}

static void add_edge(struct strbuf *line, const json_t *o)
{
    add_member(line, o, "from");
    add_member(line, o, "relation");
    plain_add(line, text_of(o, "to"));
}

static void add_name(struct strbuf *line, enum journal_class class_, json_t *o)
{
    if (class_ == JOURNAL_EDGE) {
        add_edge(line, o);
        return;
    }
    if (class_ == JOURNAL_PAPER)
        add_paper(line, o);
    else
        add_labels(line, o);
    strbuf_add_byte(line, '(');
    plain_add(line, text_of(o, "key"));
    strbuf_add_byte(line, ')');
}

/* ---- what changes of it ---- */

static void add_value(struct strbuf *line, const json_t *value, struct arena *a)
{
    plain_add(line, json_print(value, JSON_STYLE | JSON_COMPACT | JSON_ENCODE_ANY, a));
}

static void add_changes(struct strbuf *line, json_t *before, json_t *after, struct arena *a)
{
    const char *name, *separator = ": ";
    json_t *value;
    json_object_foreach(before, name, value)
    {
        const json_t *now = json_object_get(after, name);
        if (json_equal(value, now))
            continue;
        strbuf_add_str(line, str_from(separator));
        strbuf_add_str(line, str_from(name));
        strbuf_add_byte(line, ' ');
        add_value(line, value, a);
        strbuf_add_str(line, STR(" -> "));
        add_value(line, now, a);
        separator = "; ";
    }
}

/* ---- the lines ---- */

static void print_row(const struct difference_row *row, struct arena *a)
{
    STRBUF_SCOPE(line);
    json_t *before = json_make_stored(row->before), *after = json_make_stored(row->after);
    add_name(&line, row->class_, row->after.n ? after : before);
    if (row->action == JOURNAL_CHANGED)
        add_changes(&line, before, after, a);
    printf("%c %s %s\n", sign_of(row->action), journal_class_name(row->class_), line.p);
    json_decref(before);
    json_decref(after);
}

static bool is_same_kind(const struct difference_row *a, const struct difference_row *b)
{
    return a->class_ == b->class_ && a->action == b->action;
}

/* The rows of one kind follow each other. */
static size_t count_kind(const struct difference *d, size_t first)
{
    size_t end = first;
    while (end < d->n && is_same_kind(&d->rows[first], &d->rows[end]))
        end++;
    return end - first;
}

static void print_kind(const struct difference_row *rows, size_t n, struct arena *a)
{
    for (size_t i = 0; i < n && i < DIFFERENCE_LINES; i++) {
        arena_clear(a);
        print_row(&rows[i], a);
    }
    if (n > DIFFERENCE_LINES)
        printf("%c %s … and %zu more; all with --json\n", sign_of(rows->action),
               journal_class_name(rows->class_), n - DIFFERENCE_LINES);
}

static void print_counts(const struct difference *d, enum journal_class class_)
{
    size_t counts[JOURNAL_REMOVED + 1] = {0};
    for (size_t i = 0; i < d->n; i++)
        counts[d->rows[i].action] += d->rows[i].class_ == class_;
    printf("%ss: %zu added, %zu changed, %zu removed\n", journal_class_name(class_),
           counts[JOURNAL_ADDED], counts[JOURNAL_CHANGED], counts[JOURNAL_REMOVED]);
}

void difference_print(const struct difference *d)
{
    struct arena *a = arena_new();
    for (size_t i = 0, n; i < d->n; i += n) {
        n = count_kind(d, i);
        print_kind(&d->rows[i], n, a);
    }
    print_counts(d, JOURNAL_PAPER);
    print_counts(d, JOURNAL_CONCEPT);
    print_counts(d, JOURNAL_EDGE);
    arena_free(a);
}
