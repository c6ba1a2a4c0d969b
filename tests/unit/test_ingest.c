/* Taking in notes through the real extractor: folders, failures, renames; and the same graph whatever
 * the order, the threads, the batches and the way that led there. */
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

#include "app/export.h"
#include "app/ingest.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "store/graph.h"
#include "store/note.h"

#define DEMO "tests/demo-notes"
#define MOCO                                                                                       \
    "# SSL\n\n* [MoCo](https://arxiv.org/abs/1911.05722)\n  * 对比学习 with a momentum encoder\n"
#define SIMCLR                                                                                     \
    "# SSL\n\n* [SimCLR](https://arxiv.org/abs/2002.05709)\n  * 对比学习 with strong "         \
    "augmentation\n"

struct place {
    char folder[128], notes[160], data[160];
    struct arena *arena;
    struct library library;
};

/* ---- files ---- */

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    (void)chmod(path, 0700);
    return remove(path);
}

static void open_library(struct place *p, const char *data)
{
    struct err e = {0};
    bool needs_rebuild;
    struct store_options o = {.data_dir = data, .create = true};
    check_ok(library_open(&o, &p->library, &needs_rebuild, &e), e);
    assert_false(needs_rebuild);
}

static int setup(void **state)
{
    struct place *p = calloc(1, sizeof(*p));
    const char *tmp = getenv("TMPDIR");
    (void)snprintf(p->folder, sizeof(p->folder), "%s/ps-ingest-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(p->folder))
        return -1;
    (void)snprintf(p->notes, sizeof(p->notes), "%s/notes", p->folder);
    (void)snprintf(p->data, sizeof(p->data), "%s/data", p->folder);
    if (mkdir(p->notes, 0700) != 0)
        return -1;
    p->arena = arena_new();
    open_library(p, p->data);
    *state = p;
    return 0;
}

static int teardown(void **state)
{
    struct place *p = *state;
    library_close(&p->library);
    arena_free(p->arena);
    (void)nftw(p->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(p);
    return 0;
}

static const char *path_of(struct place *p, const char *name)
{
    return arena_printf(p->arena, "%s/%s", p->notes, name);
}

static void write_file(struct place *p, const char *name, const char *text)
{
    FILE *file = fopen(path_of(p, name), "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* Gives a file a time at which nobody is writing to it any more. */
static void set_old(struct place *p, const char *name, long nanoseconds)
{
    struct timespec times[2] = {{1600000000, nanoseconds}, {1600000000, nanoseconds}};
    assert_int_equal(utimensat(AT_FDCWD, path_of(p, name), times, 0), 0);
}

/* ---- asking ---- */

static struct ingest_report sync_folder(struct place *p)
{
    struct err e = {0};
    struct ingest_options o = {.threads = 2};
    struct ingest_report r;
    check_ok(ingest_sync(&p->library, p->notes, &o, p->arena, &r, &e), e);
    return r;
}

static bool add_bytes(void *context, const char *p, size_t n)
{
    strbuf_add(context, p, n);
    return true;
}

static struct str export_all(const struct library *l, struct arena *a)
{
    struct err e = {0};
    struct db *db;
    STRBUF_SCOPE(out);
    check_ok(store_read_begin(l->store, 0, &db, &e), e);
    check_ok(export_jsonl(db, add_bytes, &out, &e), e);
    store_read_end(db);
    return str_copy(a, strbuf_view(&out));
}

static bool graph_has(struct place *p, const char *key)
{
    return str_has(export_all(&p->library, p->arena),
                   str_from(arena_printf(p->arena, "\"key\":\"%s\"", key)));
}

static struct note_row stored_note(struct place *p, const char *path)
{
    struct err e = {0};
    struct note_row row = {0};
    struct db *db;
    check_ok(store_read_begin(p->library.store, 0, &db, &e), e);
    if (!note_get(db, str_from(path), p->arena, &row, &e))
        check_err(e, ERR_NOT_FOUND);
    store_read_end(db);
    return row;
}

/* ---- folders ---- */

static void a_folder_is_followed(void **state)
{
    struct place *p = *state;
    write_file(p, "one.md", MOCO);
    write_file(p, "two.markdown", SIMCLR);
    struct ingest_report r = sync_folder(p);
    assert_int_equal(r.counts[INGEST_ADDED], 2);
    assert_true(graph_has(p, "arxiv:1911.05722") && graph_has(p, "arxiv:2002.05709"));

    r = sync_folder(p);
    assert_int_equal(r.counts[INGEST_UNCHANGED], 2);
    assert_int_equal(r.n_rows, 0);

    write_file(p, "one.md", SIMCLR "\nmore\n");
    r = sync_folder(p);
    assert_int_equal(r.counts[INGEST_CHANGED], 1);
    assert_false(graph_has(p, "arxiv:1911.05722"));

    assert_int_equal(unlink(path_of(p, "two.markdown")), 0);
    r = sync_folder(p);
    assert_int_equal(r.counts[INGEST_DELETED], 1);
    assert_true(graph_has(p, "arxiv:2002.05709"));
    assert_int_equal(unlink(path_of(p, "one.md")), 0);
    (void)sync_folder(p);
    assert_int_equal(export_all(&p->library, p->arena).n, 0);
}

static void a_renamed_note_keeps_its_row(void **state)
{
    struct place *p = *state;
    write_file(p, "old.md", MOCO);
    (void)sync_folder(p);
    int64_t id = stored_note(p, "old.md").id;
    assert_int_equal(mkdir(path_of(p, "sub"), 0700), 0);
    assert_int_equal(rename(path_of(p, "old.md"), path_of(p, "sub/new.md")), 0);
    struct ingest_report r = sync_folder(p);
    assert_int_equal(r.counts[INGEST_RENAMED], 1);
    assert_int_equal(r.counts[INGEST_DELETED], 0);
    assert_int_equal(stored_note(p, "sub/new.md").id, id);
    assert_true(str_has(export_all(&p->library, p->arena), STR("\"note\":\"sub/new.md\"")));
}

static bool has_problem(const struct ingest_report *r, const char *path, const char *problem)
{
    for (size_t i = 0; i < r->n_rows; i++)
        if (str_eq(r->rows[i].path, str_from(path)) &&
            str_has(r->rows[i].problem, str_from(problem)))
            return true;
    return false;
}

static void only_notes_are_taken_in(void **state)
{
    struct place *p = *state;
    write_file(p, "yes.MD", MOCO);
    write_file(p, "no.txt", MOCO);
    write_file(p, ".hidden.md", MOCO);
    assert_int_equal(mkdir(path_of(p, ".git"), 0700), 0);
    write_file(p, ".git/inside.md", MOCO);
    assert_int_equal(symlink(path_of(p, "yes.MD"), path_of(p, "link.md")), 0);
    assert_int_equal(symlink("..", path_of(p, "loop")), 0);
    assert_int_equal(mkfifo(path_of(p, "pipe.md"), 0600), 0);
    struct ingest_report r = sync_folder(p);
    assert_int_equal(r.counts[INGEST_ADDED], 1);
    /* What is named like a note, or leads elsewhere, is left out with a word. */
    assert_int_equal(r.counts[INGEST_FAILED], 3);
    assert_true(has_problem(&r, "link.md", "symbolic link"));
    assert_true(has_problem(&r, "loop", "symbolic link"));
    assert_true(has_problem(&r, "pipe.md", "not a regular file"));
    assert_int_equal(r.n_rows, 4);
}

static void an_empty_note_is_remarked_on(void **state)
{
    struct place *p = *state;
    write_file(p, "empty.md", "");
    struct ingest_report r = sync_folder(p);
    assert_int_equal(r.counts[INGEST_ADDED], 1);
    assert_true(has_problem(&r, "empty.md", "empty"));
    write_file(p, "latin.md", MOCO "na\xefve\n");
    r = sync_folder(p);
    assert_int_equal(r.counts[INGEST_ADDED], 1);
    assert_true(has_problem(&r, "latin.md", "not UTF-8"));
}

static void a_folder_that_is_too_deep_is_reported(void **state)
{
    struct place *p = *state;
    STRBUF_SCOPE(path);
    for (int i = 0; i < 40; i++) {
        strbuf_add_cstr(&path, i ? "/d" : "d");
        assert_int_equal(mkdir(path_of(p, path.p), 0700), 0);
    }
    struct ingest_report r = sync_folder(p);
    assert_int_equal(r.counts[INGEST_FAILED], 1);
    assert_true(str_has(r.rows[0].problem, STR("too deep")));
}

/* The same size and time do not mean the same bytes where times are rounded. */
static void stamps_are_trusted_when_they_are_fine(void **state)
{
    struct place *p = *state;
    write_file(p, "x.md", MOCO);
    set_old(p, "x.md", 0);
    (void)sync_folder(p);
    write_file(p, "x.md",
               "# SSL\n\n* [MoCo](https://arxiv.org/abs/1911.05729)\n  * 对比学习 with a momentum "
               "encoder\n");
    set_old(p, "x.md", 0);
    assert_int_equal(sync_folder(p).counts[INGEST_CHANGED], 1);
    set_old(p, "x.md", 5);
    (void)sync_folder(p);
    write_file(p, "x.md", MOCO);
    set_old(p, "x.md", 5);
    assert_int_equal(sync_folder(p).counts[INGEST_UNCHANGED], 1);
}

/* ---- failures ---- */

static void a_bad_note_keeps_its_last_good_facts(void **state)
{
    struct place *p = *state;
    STRBUF_SCOPE(hostile);
    for (int i = 0; i < 5000; i++)
        strbuf_add_cstr(&hostile, "> ");
    strbuf_add_cstr(&hostile, "deep\n");
    write_file(p, "x.md", MOCO);
    (void)sync_folder(p);
    write_file(p, "x.md", hostile.p);
    set_old(p, "x.md", 123456789);
    struct ingest_report r = sync_folder(p);
    assert_int_equal(r.counts[INGEST_FAILED], 1);
    assert_true(r.rows[0].problem.n > 0);
    assert_true(graph_has(p, "arxiv:1911.05722"));
    assert_true(stored_note(p, "x.md").error.n > 0);

    r = sync_folder(
        p); /* not tried again while the file stays as it is, but not passed over in silence */
    assert_int_equal(r.counts[INGEST_FAILED], 1);
    assert_int_equal(r.counts[INGEST_UNCHANGED], 0);
    assert_true(str_eq(r.rows[0].problem, stored_note(p, "x.md").error));
    write_file(p, "x.md", MOCO);
    (void)sync_folder(p);
    assert_int_equal(stored_note(p, "x.md").error.n, 0);
    assert_true(graph_has(p, "arxiv:1911.05722"));
}

static void what_cannot_be_read_is_not_deleted(void **state)
{
    struct place *p = *state;
    if (geteuid() == 0)
        skip(); /* root reads everything */
    assert_int_equal(mkdir(path_of(p, "sub"), 0700), 0);
    write_file(p, "sub/x.md", MOCO);
    (void)sync_folder(p);
    assert_int_equal(chmod(path_of(p, "sub"), 0), 0);
    struct ingest_report r = sync_folder(p);
    assert_int_equal(r.counts[INGEST_FAILED], 1);
    assert_int_equal(r.counts[INGEST_DELETED], 0);
    assert_int_equal(chmod(path_of(p, "sub"), 0700), 0);
    assert_true(graph_has(p, "arxiv:1911.05722"));
}

static void a_file_that_is_too_large_is_reported(void **state)
{
    struct place *p = *state;
    write_file(p, "large.md", "x");
    assert_int_equal(truncate(path_of(p, "large.md"), ((off_t)2 << 20) + 1), 0);
    struct ingest_report r = sync_folder(p);
    assert_int_equal(r.counts[INGEST_FAILED], 1);
    assert_true(str_has(r.rows[0].problem, STR("limit")));
}

static void a_missing_folder_deletes_nothing(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    struct ingest_options o = {0};
    struct ingest_report r;
    write_file(p, "x.md", MOCO);
    (void)sync_folder(p);
    assert_false(ingest_sync(&p->library, path_of(p, "gone"), &o, p->arena, &r, &e));
    check_err(e, ERR_NOT_FOUND);
    assert_true(graph_has(p, "arxiv:1911.05722"));
}

static void a_dry_run_stores_nothing(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    struct ingest_options o = {.dry_run = true};
    struct ingest_report r;
    write_file(p, "x.md", MOCO);
    check_ok(ingest_sync(&p->library, p->notes, &o, p->arena, &r, &e), e);
    assert_int_equal(r.counts[INGEST_ADDED], 1);
    assert_int_equal(export_all(&p->library, p->arena).n, 0);
}

/* ---- the difference of a dry run ---- */

/* Whether the export has the paper, concept or edge just as the difference says it. */
static bool export_has(struct place *p, struct str graph, enum journal_class class_,
                       struct str thing)
{
    const char *begin = arena_printf(p->arena, "{\"type\":\"%s\",%.*s,\"",
                                     journal_class_name(class_), (int)thing.n - 2, thing.p + 1);
    return str_has(graph, str_from(begin));
}

static size_t count_lines(struct str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == '\n';
    return n;
}

/* What was shown is what stands in the one export and not in the other. */
static void check_difference(struct place *p, const struct difference *d, struct str before,
                             struct str after)
{
    size_t n[JOURNAL_REMOVED + 1] = {0};
    for (size_t i = 0; i < d->n; i++) {
        const struct difference_row *row = &d->rows[i];
        n[row->action]++;
        assert_true(!row->before.n || export_has(p, before, row->class_, row->before));
        assert_false(row->before.n && export_has(p, after, row->class_, row->before));
        assert_true(!row->after.n || export_has(p, after, row->class_, row->after));
        assert_false(row->after.n && export_has(p, before, row->class_, row->after));
    }
    assert_int_equal(count_lines(before) + n[JOURNAL_ADDED] - n[JOURNAL_REMOVED],
                     count_lines(after));
}

static struct ingest_report rehearse_then_sync(struct place *p)
{
    struct err e = {0};
    struct ingest_options o = {.dry_run = true, .batch_notes = 1};
    struct ingest_report shown;
    struct str before = export_all(&p->library, p->arena);
    uint64_t version = store_graph_version(p->library.store);
    check_ok(ingest_sync(&p->library, p->notes, &o, p->arena, &shown, &e), e);
    assert_int_equal(store_graph_version(p->library.store), version);
    assert_true(str_eq(export_all(&p->library, p->arena), before));
    struct ingest_report done = sync_folder(p);
    assert_memory_equal(shown.counts, done.counts, sizeof(done.counts));
    check_difference(p, &shown.difference, before, export_all(&p->library, p->arena));
    return shown;
}

static void a_dry_run_shows_what_a_sync_does(void **state)
{
    struct place *p = *state;
    write_file(p, "x.md", MOCO);
    write_file(p, "y.md", "* [SimCLR](https://arxiv.org/abs/2002.05709) contrastive learning\n");
    write_file(p, "z.md", "* [BYOL](https://arxiv.org/abs/2006.07733) self-supervised learning\n");
    assert_true(rehearse_then_sync(p).difference.n > 3);

    assert_int_equal(remove(path_of(p, "y.md")), 0);
    assert_int_equal(rename(path_of(p, "z.md"), path_of(p, "w.md")), 0);
    write_file(p, "x.md", "* [MoCo v1](https://arxiv.org/abs/1911.05722)\n");
    struct ingest_report r = rehearse_then_sync(p);
    assert_int_equal(r.counts[INGEST_DELETED], 1);
    assert_int_equal(r.counts[INGEST_RENAMED], 1);
    assert_false(graph_has(p, "arxiv:2002.05709"));

    assert_int_equal(remove(path_of(p, "x.md")), 0);
    assert_int_equal(remove(path_of(p, "w.md")), 0);
    r = rehearse_then_sync(p);
    assert_true(r.difference.n >= 2);
    assert_int_equal(r.difference.rows[0].action, JOURNAL_REMOVED);
    assert_int_equal(rehearse_then_sync(p).difference.n, 0);
}

struct stopping {
    atomic_bool stop;
    size_t done;
};

static void stop_at_once(void *context, size_t done, size_t total, uint64_t bytes)
{
    struct stopping *s = context;
    (void)total;
    (void)bytes;
    s->done = done;
    atomic_store(&s->stop, true);
}

static void a_stop_keeps_what_was_reported(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    struct stopping s = {0};
    struct ingest_options o = {
        .batch_notes = 3, .stop = &s.stop, .progress = stop_at_once, .progress_context = &s};
    struct ingest_report r;
    assert_false(ingest_sync(&p->library, DEMO, &o, p->arena, &r, &e));
    check_err(e, ERR_INTERRUPTED);
    assert_int_equal(s.done, 3);
    assert_int_equal(r.n_rows, 3);
    for (size_t i = 0; i < r.n_rows; i++)
        assert_true(stored_note(p, str_cstr(p->arena, r.rows[i].path)).id > 0);
}

static void uploads_outlive_a_sync(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    struct ingest_report_row row;
    check_ok(ingest_note(&p->library, STR("up.md"), STR("upload"), STR(MOCO), p->arena, &row, &e),
             e);
    assert_int_equal(row.outcome, INGEST_ADDED);
    (void)sync_folder(p);
    assert_true(graph_has(p, "arxiv:1911.05722"));
    check_ok(ingest_note(&p->library, STR("up.md"), STR("upload"), STR(MOCO), p->arena, &row, &e),
             e);
    assert_int_equal(row.outcome, INGEST_UNCHANGED);
    check_ok(ingest_delete(&p->library, STR("up.md"), &e), e);
    assert_false(graph_has(p, "arxiv:1911.05722"));
    assert_false(ingest_delete(&p->library, STR("up.md"), &e));
    check_err(e, ERR_NOT_FOUND);
}

static void bad_paths_are_refused(void **state)
{
    static const char *const paths[] = {"",          "x.exe", "/x.md",       "a//b.md", "../x.md",
                                        "a/../b.md", ".x.md", "a/.git/x.md", "x\xff.md"};
    struct place *p = *state;
    for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
        struct err e = {0};
        struct ingest_report_row row;
        assert_false(ingest_note(&p->library, str_from(paths[i]), STR("upload"), STR(MOCO),
                                 p->arena, &row, &e));
        check_err(e, ERR_INVALID_PARAMETER);
    }
}

/* ---- the same graph ---- */

struct demo_note {
    struct str path, bytes;
};

struct demo {
    struct demo_note *items;
    size_t n, cap;
};

static struct demo load_demo(struct place *p)
{
    struct err e = {0};
    struct ingest_options o = {.dry_run = true};
    struct ingest_report r;
    struct demo demo = {0};
    check_ok(ingest_sync(&p->library, DEMO, &o, p->arena, &r, &e), e);
    for (size_t i = 0; i < r.n_rows; i++) {
        struct demo_note *note = vec_push(p->arena, &demo);
        const char *file = arena_printf(p->arena, DEMO "/%.*s", STR_FMT(r.rows[i].path));
        note->path = r.rows[i].path;
        check_ok(file_read(AT_FDCWD, file, 1 << 20, p->arena, &note->bytes, NULL, &e), e);
    }
    assert_true(demo.n >= 20);
    return demo;
}

static void check_same_graph(struct place *p, struct str want, const char *how)
{
    struct str got = export_all(&p->library, p->arena);
    struct str left, right;
    if (str_eq(got, want))
        return;
    while (str_split(&got, '\n', &left) && str_split(&want, '\n', &right) && str_eq(left, right))
        continue;
    fail_msg("%s:\n got  %.*s\n want %.*s", how, STR_FMT(left), STR_FMT(right));
}

static void put_demo(struct place *p, const struct demo_note *note)
{
    struct err e = {0};
    struct ingest_report_row row;
    struct arena *a = arena_new();
    check_ok(ingest_note(&p->library, note->path, STR("upload"), note->bytes, a, &row, &e), e);
    arena_free(a);
}

static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

static void reopen(struct place *p, const char *name)
{
    library_close(&p->library);
    open_library(p, arena_printf(p->arena, "%s/%s", p->folder, name));
}

/* Puts the notes one by one in random order; on the way some come as another note's text, some go. */
static void put_in_disorder(struct place *p, const struct demo *demo, uint64_t seed)
{
    struct err e = {0};
    for (size_t i = 0; i < demo->n; i++) {
        struct demo_note other = demo->items[next_random(&seed) % demo->n];
        other.path = demo->items[next_random(&seed) % demo->n].path;
        put_demo(p, &other);
        if (next_random(&seed) % 3 == 0)
            check_ok(ingest_delete(&p->library, other.path, &e), e);
    }
    size_t first = next_random(&seed) % demo->n;
    for (size_t i = 0; i < demo->n; i++)
        put_demo(p, &demo->items[(first + i * 7) % demo->n]);
}

static void the_way_does_not_matter(void **state)
{
    static const struct {
        unsigned threads;
        size_t batch;
    } ways[] = {{1, 1}, {2, 5}, {4, 1000}};
    struct place *p = *state;
    struct err e = {0};
    struct ingest_report r;
    struct demo demo = load_demo(p);
    assert_true(demo.n % 7 != 0); /* so that steps of 7 meet every note */
    struct ingest_options plain = {.threads = 2};
    check_ok(ingest_sync(&p->library, DEMO, &plain, p->arena, &r, &e), e);
    struct str want = export_all(&p->library, p->arena);
    assert_true(want.n > 100000);

    check_ok(ingest_rebuild(&p->library, &plain, &e), e);
    check_same_graph(p, want, "rebuilt");
    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        struct ingest_options o = {.threads = ways[i].threads, .batch_notes = ways[i].batch};
        reopen(p, arena_printf(p->arena, "way%zu", i));
        check_ok(ingest_sync(&p->library, DEMO, &o, p->arena, &r, &e), e);
        check_same_graph(p, want, "other threads and batches");
    }
    reopen(p, "disorder");
    put_in_disorder(p, &demo, 7);
    check_same_graph(p, want, "one by one in disorder");
}

static bool reopened_needs_rebuild(struct place *p)
{
    struct store_options o = {.data_dir = p->data, .create = true};
    struct err e = {0};
    bool needs_rebuild;
    library_close(&p->library);
    check_ok(library_open(&o, &p->library, &needs_rebuild, &e), e);
    return needs_rebuild;
}

static void another_extractor_reads_again(void **state)
{
    struct place *p = *state;
    struct ingest_options how = {.threads = 1};
    struct ingest_report r = {0};
    struct err e = {0};
    struct db *db;
    check_ok(ingest_sync(&p->library, DEMO, &how, p->arena, &r, &e), e);
    assert_false(reopened_needs_rebuild(p));
    check_ok(store_write_begin(p->library.store, &db, &e), e);
    check_ok(store_set_setting(db, STR("extractor_version"), STR("of another build"), &e) &&
                 store_write_commit(db, &e),
             e);
    assert_true(reopened_needs_rebuild(p));
    check_ok(ingest_rebuild(&p->library, &how, &e), e);
    assert_false(reopened_needs_rebuild(p));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_folder_is_followed),
        TEST(a_renamed_note_keeps_its_row),
        TEST(only_notes_are_taken_in),
        TEST(an_empty_note_is_remarked_on),
        TEST(a_folder_that_is_too_deep_is_reported),
        TEST(stamps_are_trusted_when_they_are_fine),
        TEST(a_bad_note_keeps_its_last_good_facts),
        TEST(what_cannot_be_read_is_not_deleted),
        TEST(a_file_that_is_too_large_is_reported),
        TEST(a_missing_folder_deletes_nothing),
        TEST(a_dry_run_stores_nothing),
        TEST(a_dry_run_shows_what_a_sync_does),
        TEST(a_stop_keeps_what_was_reported),
        TEST(uploads_outlive_a_sync),
        TEST(bad_paths_are_refused),
        TEST(the_way_does_not_matter),
        TEST(another_extractor_reads_again),
    };
    return cmocka_run_group_tests_name("ingest", tests, NULL, NULL);
}
