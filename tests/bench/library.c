/* library.c: a made-up library as large as a country's: library FOLDER PAPERS [SEED]
 *
 * The same for the same seed: PAPERS papers, a twentieth as many concepts, ten edges a paper, and a note for
 * each fifty papers with the line that supports their edges. Few concepts and papers are hubs, most are
 * leaves. Notes, papers and concepts go through the store as any note's do; the edges, which would take an
 * hour that way, are written at once into tables whose indexes are made afterwards. The notes' facts
 * are missing: what is measured here only reads. */
#include <errno.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/library.h"
#include "base/arena.h"
#include "base/hash.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "store/graph.h"
#include "store/note.h"

#define PAPERS_A_NOTE   50
#define AS_TEXT(x)      AS_TEXT_(x)
#define AS_TEXT_(x)     #x
#define CONCEPT_LINKS   6
#define PAPER_LINKS     4
#define PAPERS_A_COMMIT 20000
#define MONTHS          120
#define FIRST_YEAR      2013
#define TOP_CONCEPTS    2000 /* that others stand below */
#define FIRST_MS        1600000000000

struct bench_edge {
    int64_t id;
    uint32_t from, to; /* rows */
    uint16_t score;
    uint8_t relation;
};

/* Where the line of a paper stands in its note, as the store packs it. */
struct place {
    uint8_t n;
    char bytes[15];
};

struct bench {
    struct arena *arena;
    struct library library;
    const char *folder;
    uint32_t n_papers, n_concepts;
    uint64_t seed, state;
    uint32_t *paper_links, *concept_links, *concept_notes; /* what the rows count */
    struct place *places;
    struct bench_edge *edges;
    size_t n_edges;
    sqlite3 *raw;
};

static const char *const relations[] = {"about", "uses",    "evaluates_on", "compares_with",
                                        "cites", "extends", "related"};

enum { REL_ABOUT, REL_CITES = 4, REL_EXTENDS, REL_RELATED };

static void check(bool ok, const struct err *e)
{
    if (ok)
        return;
    fprintf(stderr, "library: %s %s\n", e->msg, e->detail);
    exit(1);
}

/* ---- chance ---- */

/* splitmix64, public domain (Sebastiano Vigna). */
static uint64_t next(struct bench *b)
{
    uint64_t z = b->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* What belongs to one thing is the same whenever it is asked for. */
static void begin_thing(struct bench *b, char class_, uint32_t i)
{
    b->state = b->seed * 0x2545f4914f6cdd1du + (uint64_t)(unsigned char)class_ * 0x100000001b3u + i;
    (void)next(b);
}

static uint32_t below(struct bench *b, uint32_t n)
{
    return (uint32_t)(next(b) % n);
}

/* The i-th of n is drawn about as often as i to the power of 1/steepness - 1. */
static uint32_t popular(struct bench *b, uint32_t n, double steepness)
{
    double u = (double)(next(b) >> 11) * 0x1p-53;
    uint32_t i = (uint32_t)((double)n * pow(u, steepness));
    return i < n ? i : n - 1;
}

/* ---- words ---- */

static const char *const syllables[] = {"ra", "to", "mi",  "sen", "ka", "lu",  "ver", "no",
                                        "pi", "da", "gor", "hel", "sy", "tem", "bra", "qui",
                                        "ex", "on", "fa",  "dri", "um", "cel", "wo",  "ti"};
static const char *const topics[] = {"graph",      "visual",   "language",  "temporal", "latent",
                                     "causal",     "spectral", "molecular", "neural",   "acoustic",
                                     "relational", "discrete", "bayesian",  "medical",  "sparse"};
static const char *const tasks[] = {"learning",    "retrieval", "segmentation", "translation",
                                    "detection",   "planning",  "compression",  "alignment",
                                    "forecasting", "attention", "clustering",   "generation"};
static const char *const heads_zh[] = {"图",   "视觉", "语言", "因果",
                                       "稀疏", "时序", "分子", "神经"};
static const char *const tails_zh[] = {"学习", "检索", "分割", "翻译",
                                       "检测", "规划", "压缩", "对齐"};

#define PICK(b, list) ((list)[below((b), ARRAY_LEN(list))])

/* The i-th word: three or four syllables, which spell the number. */
static void add_word(struct strbuf *out, uint32_t i)
{
    for (unsigned k = 0; k < 3 || i; k++) {
        strbuf_add_cstr(out, syllables[i % ARRAY_LEN(syllables)]);
        i /= ARRAY_LEN(syllables);
    }
}

static void add_concept(struct strbuf *out, uint32_t i, char gap)
{
    strbuf_add_cstr(out, topics[i % ARRAY_LEN(topics)]);
    strbuf_add_byte(out, gap);
    add_word(out, i);
    strbuf_add_byte(out, gap);
    strbuf_add_cstr(out, tasks[i % ARRAY_LEN(tasks)]);
}

static struct str concept_key(uint32_t i, struct strbuf *out)
{
    strbuf_reset(out);
    strbuf_add_cstr(out, "concept:");
    add_concept(out, i, '-');
    return strbuf_view(out);
}

static struct str paper_key(const struct bench *b, uint32_t i, struct strbuf *out)
{
    uint32_t a_month = (b->n_papers + MONTHS - 1) / MONTHS, month = i / a_month;
    strbuf_reset(out);
    strbuf_printf(out, "arxiv:%02u%02u.%05u", (FIRST_YEAR + month / 12) % 100, month % 12 + 1,
                  i % a_month + 1);
    return strbuf_view(out);
}

static int64_t paper_year(const struct bench *b, uint32_t i)
{
    return FIRST_YEAR + i / ((b->n_papers + MONTHS - 1) / MONTHS) / 12;
}

/* Rows are given in order of arrival: papers even, concepts odd. */
static uint32_t paper_id(uint32_t i)
{
    return 2 * i + 2;
}

static uint32_t concept_id(uint32_t i)
{
    return 2 * i + 1;
}

/* ---- concepts ---- */

static struct str copy(struct bench *b, const struct strbuf *text)
{
    return str_copy(b->arena, strbuf_view(text));
}

static void put_concept(struct bench *b, struct db *db, uint32_t i)
{
    struct err e = {0};
    STRBUF_SCOPE(text);
    struct arena_mark mark = arena_mark(b->arena);
    struct concept_row row = {.kind = STR("method"), .origin = STR("vocabulary")};
    begin_thing(b, 'c', i);
    row.key = str_copy(b->arena, concept_key(i, &text));
    row.slug = str_from_pos(row.key, sizeof("concept:") - 1);
    strbuf_reset(&text);
    strbuf_add_cstr(&text, "{\"en\":\"");
    add_concept(&text, i, ' ');
    if (i % 3 == 0)
        strbuf_printf(&text, "\",\"zh\":\"%s%s%u", PICK(b, heads_zh), PICK(b, tails_zh), i);
    strbuf_add_cstr(&text, "\"}");
    row.labels = copy(b, &text);
    check(graph_put_concept(db, &row, &e), &e);
    if (row.id != concept_id(i))
        BUG("concepts are not numbered in order");
    if (i >= TOP_CONCEPTS && i % 2) {
        struct str above = concept_key(below(b, TOP_CONCEPTS), &text);
        above = str_from_pos(above, sizeof("concept:") - 1);
        check(graph_set_broader(db, row.slug, &above, 1, &e), &e);
    }
    arena_reset(b->arena, mark);
}

static void put_concepts(struct bench *b)
{
    struct err e = {0};
    struct db *db;
    check(store_write_begin(b->library.store, &db, &e), &e);
    for (uint32_t i = 0; i < b->n_concepts; i++)
        put_concept(b, db, i);
    check(store_touch_graph(db, &e) && store_write_commit(db, &e), &e);
}

/* ---- papers and notes ---- */

static void add_title(struct bench *b, struct strbuf *out)
{
    strbuf_printf(out, "%s %s ", PICK(b, topics), PICK(b, tasks));
    for (unsigned k = 0; k < 4; k++) {
        add_word(out, popular(b, 60000, 3));
        strbuf_add_byte(out, ' ');
    }
    strbuf_printf(out, "for %s", PICK(b, topics));
}

static void put_paper(struct bench *b, struct db *db, uint32_t i, struct strbuf *line)
{
    static const char *const venues[] = {"NeurIPS", "ICML", "CVPR", "ACL", "ICLR", "KDD"};
    struct err e = {0};
    STRBUF_SCOPE(text);
    struct arena_mark mark = arena_mark(b->arena);
    struct paper_row row = {.status = i % 5 ? STR("cited") : STR("entry"),
                            .year = paper_year(b, i)};
    begin_thing(b, 'p', i);
    row.key = str_copy(b->arena, paper_key(b, i, &text));
    row.identifiers = str_from(arena_printf(b->arena, "[\"%.*s\"]", STR_FMT(row.key)));
    row.urls = str_from(arena_printf(b->arena, "[\"https://arxiv.org/abs/%.*s\"]",
                                     STR_FMT(str_from_pos(row.key, 6))));
    strbuf_reset(&text);
    add_title(b, &text);
    row.title = copy(b, &text);
    row.venue = str_from(PICK(b, venues));
    check(graph_put_paper(db, &row, &e), &e);
    if (row.id != paper_id(i))
        BUG("papers are not numbered in order");
    strbuf_printf(line, "- [%.*s](https://arxiv.org/abs/%.*s) uses ", STR_FMT(row.title),
                  STR_FMT(str_from_pos(row.key, 6)));
    add_concept(line, popular(b, b->n_concepts, 4), ' ');
    arena_reset(b->arena, mark);
}

static void keep_place(struct bench *b, struct db *db, uint32_t i, size_t begin, size_t end)
{
    struct err e = {0};
    struct str packed;
    struct arena_mark mark = arena_mark(b->arena);
    struct fact_evidence place = {.begin = (int64_t)begin,
                                  .end = (int64_t)end,
                                  .line = 3 + i % PAPERS_A_NOTE,
                                  .weight = 700,
                                  .rule = STR("first-bullet")};
    check(graph_pack_evidence(db, &place, 1, b->arena, &packed, &e), &e);
    if (packed.n > sizeof(b->places[i].bytes))
        BUG("a place takes more bytes than were kept for it");
    b->places[i].n = (uint8_t)packed.n;
    memcpy(b->places[i].bytes, packed.p, packed.n);
    arena_reset(b->arena, mark);
}

static void put_note(struct bench *b, struct db *db, uint32_t number, struct str body)
{
    struct err e = {0};
    char sha256[SHA256_HEX + 1];
    struct arena_mark mark = arena_mark(b->arena);
    hash_sha256_hex(body, sha256);
    struct note_row row = {
        .path = str_from(arena_printf(b->arena, "%03u/note-%u.md", number / 100, number)),
        .source = STR("upload"),
        .sha256 = str_of(sha256, SHA256_HEX),
        .size = (int64_t)body.n,
        .title = str_from(arena_printf(b->arena, "Reading list %u", number)),
        .languages = STR("[\"en\"]"),
        .date =
            str_from(arena_printf(b->arena, "20%02u-%02u-01", 13 + number % 10, 1 + number % 12)),
        .added_ms = FIRST_MS + number * 1000,
        .changed_ms = FIRST_MS + number * 1000};
    check(note_put(db, &row, body, &e), &e);
    if (row.id != (int64_t)number + 1)
        BUG("notes are not numbered in order");
    arena_reset(b->arena, mark);
}

static void put_note_and_papers(struct bench *b, struct db *db, uint32_t number)
{
    STRBUF_SCOPE(body);
    uint32_t first = number * PAPERS_A_NOTE;
    strbuf_printf(&body, "# Reading list %u\n\n", number);
    for (uint32_t i = first; i < first + PAPERS_A_NOTE && i < b->n_papers; i++) {
        size_t begin = body.n;
        put_paper(b, db, i, &body);
        keep_place(b, db, i, begin, body.n);
        strbuf_add_byte(&body, '\n');
    }
    put_note(b, db, number, strbuf_view(&body));
}

static void put_papers(struct bench *b)
{
    struct err e = {0};
    struct db *db = NULL;
    uint32_t n_notes = (b->n_papers + PAPERS_A_NOTE - 1) / PAPERS_A_NOTE;
    for (uint32_t i = 0; i < n_notes; i++) {
        if (!db)
            check(store_write_begin(b->library.store, &db, &e), &e);
        put_note_and_papers(b, db, i);
        if ((i + 1) % (PAPERS_A_COMMIT / PAPERS_A_NOTE) && i + 1 < n_notes)
            continue;
        check(store_touch_graph(db, &e) && store_write_commit(db, &e), &e);
        db = NULL;
    }
}

/* ---- edges ---- */

static void add_edge(struct bench *b, struct str from_key, uint32_t from, unsigned relation,
                     struct str to_key, uint32_t to)
{
    b->edges[b->n_edges++] =
        (struct bench_edge){.id = graph_edge_id(from_key, str_from(relations[relation]), to_key),
                            .from = from,
                            .to = to,
                            .score = (uint16_t)(300 + below(b, 700)),
                            .relation = (uint8_t)relation};
}

static bool is_new(const uint32_t *seen, unsigned n, uint32_t i)
{
    while (n-- > 0)
        if (seen[n] == i)
            return false;
    return true;
}

static void link_to_concepts(struct bench *b, uint32_t i, struct str key)
{
    uint32_t seen[CONCEPT_LINKS];
    STRBUF_SCOPE(other);
    for (unsigned k = 0; k < CONCEPT_LINKS; k++) {
        seen[k] = popular(b, b->n_concepts, 4);
        if (!is_new(seen, k, seen[k]))
            continue;
        add_edge(b, key, paper_id(i), below(b, REL_CITES), concept_key(seen[k], &other),
                 concept_id(seen[k]));
        b->paper_links[i]++;
        b->concept_links[seen[k]]++;
    }
}

static void link_to_papers(struct bench *b, uint32_t i, struct str key)
{
    uint32_t seen[PAPER_LINKS];
    STRBUF_SCOPE(other);
    for (unsigned k = 0; i && k < PAPER_LINKS; k++) {
        seen[k] = popular(b, i, 3);
        if (is_new(seen, k, seen[k]))
            add_edge(b, key, paper_id(i), below(b, 4) ? REL_CITES : REL_EXTENDS,
                     paper_key(b, seen[k], &other), paper_id(seen[k]));
    }
}

static int by_id(const void *x, const void *y)
{
    const struct bench_edge *a = x, *b = y;
    return (a->id > b->id) - (a->id < b->id);
}

static void make_edges(struct bench *b)
{
    STRBUF_SCOPE(key);
    STRBUF_SCOPE(other);
    for (uint32_t i = 0; i < b->n_papers; i++) {
        begin_thing(b, 'e', i);
        (void)paper_key(b, i, &key);
        link_to_concepts(b, i, strbuf_view(&key));
        link_to_papers(b, i, strbuf_view(&key));
    }
    for (uint32_t i = 1; i < b->n_concepts; i++) {
        begin_thing(b, 'r', i);
        uint32_t to = popular(b, i, 3);
        add_edge(b, concept_key(i, &key), concept_id(i), REL_RELATED, concept_key(to, &other),
                 concept_id(to));
    }
    qsort(b->edges, b->n_edges, sizeof(b->edges[0]), by_id);
}

/* ---- written at once ---- */

static void raw_check(struct bench *b, int rc)
{
    if (rc == SQLITE_OK || rc == SQLITE_DONE || rc == SQLITE_ROW)
        return;
    fprintf(stderr, "library: %s\n", sqlite3_errmsg(b->raw));
    exit(1);
}

static void raw_run(struct bench *b, const char *sql)
{
    raw_check(b, sqlite3_exec(b->raw, sql, NULL, NULL, NULL));
}

static sqlite3_stmt *raw_prepare(struct bench *b, const char *sql)
{
    sqlite3_stmt *s;
    raw_check(b, sqlite3_prepare_v2(b->raw, sql, -1, &s, NULL));
    return s;
}

/* Binds the numbers, which all parameters begin with, and runs. */
static void raw_put(struct bench *b, sqlite3_stmt *s, const int64_t *numbers, int n)
{
    for (int i = 0; i < n; i++)
        raw_check(b, sqlite3_bind_int64(s, i + 1, numbers[i]));
    raw_check(b, sqlite3_step(s));
    raw_check(b, sqlite3_reset(s));
}

static int64_t raw_word(struct bench *b, const char *text)
{
    sqlite3_stmt *s = raw_prepare(b, "INSERT INTO word (text) VALUES (?1) "
                                     "ON CONFLICT (text) DO UPDATE SET text = text RETURNING id");
    raw_check(b, sqlite3_bind_text(s, 1, text, -1, SQLITE_STATIC));
    raw_check(b, sqlite3_step(s));
    int64_t id = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return id;
}

static void write_edges(struct bench *b)
{
    int64_t words[ARRAY_LEN(relations)];
    for (size_t i = 0; i < ARRAY_LEN(relations); i++)
        words[i] = raw_word(b, relations[i]);
    int64_t proposed = raw_word(b, "proposed"), extracted = raw_word(b, "extracted"),
            known = raw_word(b, "vocabulary");
    sqlite3_stmt *s = raw_prepare(b, "INSERT OR IGNORE INTO edge (id, from_id, relation, to_id, "
                                     "score, status, origin) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    for (size_t i = 0; i < b->n_edges; i++) {
        const struct bench_edge *e = &b->edges[i];
        const int64_t row[] = {e->id,
                               e->from,
                               words[e->relation],
                               e->to,
                               e->score,
                               proposed,
                               e->from % 2 ? known : extracted};
        raw_put(b, s, row, ARRAY_LEN(row));
    }
    sqlite3_finalize(s);
}

static void write_support(struct bench *b)
{
    sqlite3_stmt *s = raw_prepare(b, "INSERT OR IGNORE INTO edge_support (edge_id, note_id, score, "
                                     "evidence) VALUES (?1, ?2, ?3, ?4)");
    for (size_t i = 0; i < b->n_edges; i++) {
        const struct bench_edge *e = &b->edges[i];
        uint32_t paper = e->from / 2 - 1;
        if (e->from % 2) /* between concepts, as the vocabulary says: no note */
            continue;
        const int64_t row[] = {e->id, paper / PAPERS_A_NOTE + 1, e->score};
        const struct place *place = &b->places[paper];
        raw_check(b, sqlite3_bind_blob(s, 4, place->bytes, place->n, SQLITE_STATIC));
        raw_put(b, s, row, ARRAY_LEN(row));
    }
    sqlite3_finalize(s);
}

/* A note mentions its papers and what they are joined with. */
static void write_mentions(struct bench *b)
{
    raw_run(b, "INSERT OR IGNORE INTO mention (node_id, note_id) "
               "SELECT id, (id / 2 - 1) / " AS_TEXT(PAPERS_A_NOTE) " + 1 FROM paper ORDER BY id");
    raw_run(b, "INSERT OR IGNORE INTO mention (node_id, note_id) "
               "SELECT DISTINCT to_id, (from_id / 2 - 1) / " AS_TEXT(
                   PAPERS_A_NOTE) " + 1 FROM edge "
                                  "WHERE from_id % 2 = 0 AND to_id % 2 = 1 ORDER BY 1, 2");
    raw_run(b, "UPDATE concept SET n_notes = (SELECT count(*) FROM mention WHERE node_id = id)");
}

static void write_counts(struct bench *b)
{
    sqlite3_stmt *s = raw_prepare(b, "UPDATE paper SET n_notes = 1, n_concepts = ?2, added_ms = ?3 "
                                     "WHERE id = ?1");
    for (uint32_t i = 0; i < b->n_papers; i++)
        raw_put(b, s,
                (int64_t[]){paper_id(i), b->paper_links[i],
                            FIRST_MS + (int64_t)(i / PAPERS_A_NOTE) * 1000},
                3);
    sqlite3_finalize(s);
    s = raw_prepare(b, "UPDATE concept SET n_papers = ?2, added_ms = ?3 WHERE id = ?1");
    for (uint32_t i = 0; i < b->n_concepts; i++)
        raw_put(b, s, (int64_t[]){concept_id(i), b->concept_links[i], FIRST_MS}, 3);
    sqlite3_finalize(s);
}

/* The indexes of the tables that are filled at once, as the schema made them. */
static size_t drop_indexes(struct bench *b, struct str *made_by)
{
    sqlite3_stmt *s = raw_prepare(b, "SELECT name, sql FROM sqlite_schema WHERE type = 'index' "
                                     "AND sql <> '' AND tbl_name IN ('edge', 'paper', 'concept')");
    struct str names[32];
    size_t n = 0;
    while (sqlite3_step(s) == SQLITE_ROW && n < ARRAY_LEN(names)) {
        names[n] = str_copy(b->arena, str_from((const char *)sqlite3_column_text(s, 0)));
        made_by[n++] = str_copy(b->arena, str_from((const char *)sqlite3_column_text(s, 1)));
    }
    sqlite3_finalize(s);
    for (size_t i = 0; i < n; i++)
        raw_run(b, arena_printf(b->arena, "DROP INDEX %.*s", STR_FMT(names[i])));
    return n;
}

static void write_at_once(struct bench *b)
{
    struct str indexes[32];
    raw_check(b, sqlite3_open(arena_printf(b->arena, "%s/paperstack.db", b->folder), &b->raw));
    raw_run(
        b,
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -500000; BEGIN");
    size_t n = drop_indexes(b, indexes);
    write_edges(b);
    write_support(b);
    write_mentions(b);
    write_counts(b);
    for (size_t i = 0; i < n; i++)
        raw_run(b, arena_printf(b->arena, "%.*s", STR_FMT(indexes[i])));
    raw_run(b, "COMMIT; PRAGMA journal_mode = WAL");
    raw_check(b, sqlite3_close(b->raw));
}

/* ---- the whole ---- */

static void make(struct bench *b)
{
    struct err e = {0};
    bool needs_rebuild;
    struct store_options options = {.data_dir = b->folder, .create = true};
    check(library_open(&options, &b->library, &needs_rebuild, &e), &e);
    put_concepts(b);
    put_papers(b);
    library_close(&b->library);
    make_edges(b);
    write_at_once(b);
}

int main(int argc, char **argv)
{
    uint32_t n = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 0;
    if (n < 1000 || n > 2000000) {
        fprintf(stderr, "usage: library FOLDER PAPERS [SEED]  (1000 to 2000000 papers)\n");
        return 2;
    }
    struct arena *a = arena_new();
    struct bench b = {.arena = a,
                      .folder = argv[1],
                      .n_papers = n,
                      .n_concepts = n / 20,
                      .seed = argc > 3 ? strtoul(argv[3], NULL, 10) : 1};
    size_t most = (size_t)n * (CONCEPT_LINKS + PAPER_LINKS) + b.n_concepts;
    b.paper_links = ARENA_ARRAY(a, uint32_t, n);
    b.concept_links = ARENA_ARRAY(a, uint32_t, b.n_concepts);
    b.places = ARENA_ARRAY(a, struct place, n);
    b.edges = ARENA_ARRAY(a, struct bench_edge, most);
    make(&b);
    printf("made %u papers, %u concepts, %zu edges\n", n, b.n_concepts, b.n_edges);
    arena_free(a);
    return 0;
}
