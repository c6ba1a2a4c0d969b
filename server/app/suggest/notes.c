/* Notes with warnings, and the glosses in the text of all: each note is read once. */
#include "app/suggest/suggest_internal.h"
#include "base/arena.h"
#include "base/hash.h"
#include "base/strbuf.h"
#include "store/fact.h"
#include "store/note.h"

#define NOTES_PAGE    200
#define WARNINGS_SHOW 5 /* of a note, with their lines */
/* With so many warnings the score is 300; it stays below that of most things that can be decided at once. */
#define WARNINGS_HALF 4
#define SCORE_MOST    600
#define QUOTE_MAX     300

struct reading_notes {
    struct making *making;
    struct arena *arena; /* emptied for each note */
    size_t n_notes, n_bytes;
};

/* Bytes of the line, without those round it. */
static struct str line_of(struct str body, int64_t line)
{
    size_t begin = 0;
    for (int64_t i = 1; i < line; i++) {
        size_t end = str_find_byte(body, '\n', begin);
        if (end == SIZE_MAX)
            return STR_EMPTY;
        begin = end + 1;
    }
    size_t end = str_find_byte(body, '\n', begin);
    return str_trim(str_sub(body, begin, end));
}

static struct str cut(struct str s, size_t most)
{
    if (s.n <= most)
        return s;
    while (most > 0 && ((unsigned char)s.p[most] & 0xc0) == 0x80)
        most--;
    return str_sub(s, 0, most);
}

static struct evidence_row place(struct making *m, const struct note_row *note, struct str body,
                                 const struct fact_warning *w)
{
    struct str quote = cut(line_of(body, w->line), QUOTE_MAX);
    size_t at = quote.n ? (size_t)(quote.p - body.p) : 0;
    return (struct evidence_row){.path = str_copy(m->kept, note->path),
                                 .begin = (int64_t)at,
                                 .end = (int64_t)(at + quote.n),
                                 .line = w->line,
                                 .rule = str_copy(m->kept, w->code),
                                 .quote = str_copy(m->kept, quote)};
}

/* The same as long as the note has the same warnings: when it gets others, it is worth another look. */
static struct str key_of(struct making *m, const struct note_row *note,
                         const struct fact_warning *warnings, size_t n)
{
    char id[PUBLIC_ID_MAX];
    STRBUF_SCOPE(text);
    strbuf_printf(&text, "%.*s\n%.*s", STR_FMT(note->path), STR_FMT(note->error));
    for (size_t i = 0; i < n; i++)
        strbuf_printf(&text, "\n%.*s %.*s", STR_FMT(warnings[i].code), STR_FMT(warnings[i].detail));
    hash_public_id('w', strbuf_view(&text), id);
    return str_from(arena_printf(m->kept, "warning:%s", id));
}

static void suggest(struct making *m, const struct note_row *note, struct str body,
                    const struct fact_warning *warnings, size_t n)
{
    struct suggestion_reason reasons[WARNINGS_SHOW + 1];
    struct evidence_row *places = ARENA_ARRAY(m->kept, struct evidence_row, WARNINGS_SHOW);
    size_t n_shown = 0, n_reasons = 0;
    if (note->error.n)
        reasons[n_reasons++] = (struct suggestion_reason){.code = "not-read", .text = note->error};
    for (; n_shown < n && n_shown < WARNINGS_SHOW; n_shown++) {
        places[n_shown] = place(m, note, body, &warnings[n_shown]);
        reasons[n_reasons++] = (struct suggestion_reason){
            .code = str_cstr(m->kept, warnings[n_shown].code), .text = warnings[n_shown].detail};
    }
    struct suggestion s = {.kind = SUGGESTION_WARNING,
                           .key = key_of(m, note, warnings, n),
                           .score = note->error.n
                                        ? SCORE_MOST
                                        : SCORE_MOST * (int64_t)n / ((int64_t)n + WARNINGS_HALF),
                           .note = str_copy(m->kept, note->path),
                           .reasons = reasons_keep(m, reasons, n_reasons),
                           .n_reasons = n_reasons,
                           .places = places,
                           .n_places = n_shown};
    making_add(m, &s);
}

static bool read_note(struct reading_notes *r, const struct note_row *note, struct err *e)
{
    struct fact_warning *warnings;
    struct str body = STR_EMPTY;
    size_t n;
    arena_clear(r->arena);
    if (!store_check_deadline(r->making->db, e) ||
        !fact_list_warnings(r->making->db, note->id, r->arena, &warnings, &n, e))
        return false;
    /* A file that never could be read has no text. */
    if (note->sha256.n && !note_get_body(r->making->db, note->id, r->arena, &body, e))
        return false;
    r->n_notes++;
    r->n_bytes += body.n;
    gloss_find(r->making, note->path, body);
    if (n || note->error.n)
        suggest(r->making, note, body, warnings, n);
    return true;
}

static bool read_page(struct reading_notes *r, const struct note_row *notes, size_t n,
                      struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        if (r->n_notes >= SUGGEST_NOTES_MAX || r->n_bytes >= SUGGEST_TEXT_MAX) {
            r->making->is_complete = false;
            return true;
        }
        if (!read_note(r, &notes[i], e))
            return false;
    }
    return true;
}

bool notes_suggest(struct making *m, struct err *e)
{
    struct reading_notes r = {.making = m, .arena = arena_new()};
    struct str after = STR_EMPTY;
    struct note_row *notes;
    size_t n = 0;
    bool done;
    do {
        done = note_list(m->db, after, NOTES_PAGE, m->scratch, &notes, &n, e) &&
               read_page(&r, notes, n, e);
        after = done && n ? notes[n - 1].path : after;
    } while (done && n == NOTES_PAGE && r.n_notes < SUGGEST_NOTES_MAX &&
             r.n_bytes < SUGGEST_TEXT_MAX);
    arena_free(r.arena);
    return done;
}
