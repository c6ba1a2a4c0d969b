#include "app/ingest.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/ingest/ingest_internal.h"
#include "base/arena.h"
#include "base/ascii.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "extract/extract.h"

#define REBUILD_PAGE   256
#define PATH_MAX_BYTES 1024

static const struct str source_folder = STR_INIT("folder");
static const struct str source_upload = STR_INIT("upload");

const char *ingest_outcome_name(enum ingest_outcome o)
{
    static const char *const names[] = {
        [INGEST_ADDED] = "added",         [INGEST_CHANGED] = "changed",
        [INGEST_UNCHANGED] = "unchanged", [INGEST_RENAMED] = "renamed",
        [INGEST_DELETED] = "deleted",     [INGEST_FAILED] = "failed"};
    return names[o];
}

/* ---- folders and files ---- */

static bool open_folder(const char *path, int *fd, struct err *e)
{
    *fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*fd >= 0)
        return true;
    enum err_code code = errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
    return err_set_detail(e, code, strerror(errno), "The folder %s cannot be opened.", path);
}

static bool take_in(const struct library *l, struct db *rehearsal,
                    const struct folder_listing *files, struct str source, bool may_vanish,
                    const struct ingest_options *o, struct arena *a, struct ingest_report *out,
                    struct err *e)
{
    struct ingest_plan plan;
    return ingest_plan_files(l, rehearsal, files, source, may_vanish, a, &plan, e) &&
           ingest_run(l, rehearsal, &plan, o, a, out, e);
}

static bool sync_open(const struct library *l, int fd, const struct ingest_options *o,
                      struct arena *a, struct ingest_report *out, struct err *e)
{
    struct folder_listing files = {0};
    struct db *rehearsal;
    if (!ingest_walk(fd, a, &files, e) || !ingest_begin_rehearsal(l, o->dry_run, &rehearsal, e))
        return false;
    bool ok = take_in(l, rehearsal, &files, source_folder, true, o, a, out, e);
    return ingest_end_rehearsal(l, rehearsal, ok, a, &out->difference, e);
}

bool ingest_sync(struct library *l, const char *folder, const struct ingest_options *o,
                 struct arena *a, struct ingest_report *out, struct err *e)
{
    int fd;
    if (!open_folder(folder, &fd, e))
        return false;
    library_lock_for_notes(l);
    bool ok = sync_open(l, fd, o, a, out, e);
    library_unlock(l);
    (void)close(fd);
    return ok;
}

static void add_single_file(const char *path, const struct stat *st, struct arena *a,
                            struct folder_listing *out)
{
    const char *slash = strrchr(path, '/');
    struct str name = str_from(slash ? slash + 1 : path);
    if (!ingest_is_note_name(name)) {
        ingest_report_file(out, name, STR("Notes end in .md or .markdown. Rename it."), a);
        return;
    }
    out->files = vec_grow(a, out->files, &out->n_files, &out->cap_files, sizeof(*out->files));
    out->files[out->n_files - 1] = (struct note_file){
        .path = name,
        .name = path,
        .dir_fd = AT_FDCWD,
        .size = st->st_size,
        .mtime_ns = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
    };
}

static bool ingest_one_path(const struct library *l, struct db *rehearsal, const char *path,
                            const struct ingest_options *o, struct arena *a,
                            struct ingest_report *out, struct err *e)
{
    struct folder_listing files = {0};
    struct stat st;
    int fd = -1;
    if (stat(path, &st) != 0)
        return err_set(e, ERR_NOT_FOUND, "%s: %s.", path, strerror(errno));
    if (!S_ISDIR(st.st_mode))
        add_single_file(path, &st, a, &files);
    else if (!open_folder(path, &fd, e))
        return false;
    bool ok = (fd < 0 || ingest_walk(fd, a, &files, e)) &&
              take_in(l, rehearsal, &files, source_upload, false, o, a, out, e);
    if (fd >= 0)
        (void)close(fd);
    return ok;
}

static void add_report(struct ingest_report *all, const struct ingest_report *one, struct arena *a)
{
    struct ingest_report_row *rows =
        ARENA_ARRAY(a, struct ingest_report_row, all->n_rows + one->n_rows);
    if (all->n_rows)
        memcpy(rows, all->rows, all->n_rows * sizeof(*rows));
    if (one->n_rows)
        memcpy(rows + all->n_rows, one->rows, one->n_rows * sizeof(*rows));
    all->rows = rows;
    all->n_rows += one->n_rows;
    all->bytes += one->bytes;
    for (size_t i = 0; i < ARRAY_LEN(all->counts); i++)
        all->counts[i] += one->counts[i];
}

static bool ingest_each_path(const struct library *l, struct db *rehearsal,
                             const char *const *paths, size_t n, const struct ingest_options *o,
                             struct arena *a, struct ingest_report *out, struct err *e)
{
    bool ok = !o->rebuild || ingest_rebuild_alone(l, rehearsal, o, e);
    for (size_t i = 0; ok && i < n; i++) {
        struct ingest_report one = {0};
        ok = ingest_one_path(l, rehearsal, paths[i], o, a, &one, e);
        add_report(out, &one, a);
    }
    return ok;
}

bool ingest_paths(struct library *l, const char *const *paths, size_t n,
                  const struct ingest_options *o, struct arena *a, struct ingest_report *out,
                  struct err *e)
{
    struct db *rehearsal;
    *out = (struct ingest_report){0};
    library_lock_for_notes(l);
    bool ok = ingest_begin_rehearsal(l, o->dry_run, &rehearsal, e);
    if (ok) {
        ok = ingest_each_path(l, rehearsal, paths, n, o, a, out, e);
        ok = ingest_end_rehearsal(l, rehearsal, ok, a, &out->difference, e);
    }
    library_unlock(l);
    return ok;
}

/* ---- one note ---- */

static bool check_path(struct str path, struct err *e)
{
    struct str rest = path, part;
    if (!path.n || path.n > PATH_MAX_BYTES || !utf8_is_valid(path) || !ingest_is_note_name(path))
        return err_set(e, ERR_INVALID_PARAMETER,
                       "\"%.*s\" is no path for a note: at most %d bytes, ending in .md.",
                       STR_FMT(str_sub(path, 0, 100)), PATH_MAX_BYTES);
    for (size_t i = 0; i < path.n; i++)
        if (ascii_is_control(path.p[i]))
            return err_set(e, ERR_INVALID_PARAMETER,
                           "A note's path may hold no line ends and no other control characters.");
    while (str_split(&rest, '/', &part))
        if (!part.n || part.p[0] == '.')
            return err_set(e, ERR_INVALID_PARAMETER,
                           "No part of a note's path may be empty or begin with a dot.");
    return true;
}

static bool load_stored(const struct library *l, struct db *rehearsal, struct str path,
                        struct arena *a, struct note_row *out, struct err *e)
{
    struct err reason = {0};
    struct db *db;
    if (!ingest_begin_read(l, rehearsal, &db, e))
        return false;
    bool found = note_get(db, path, a, out, &reason);
    ingest_end_read(rehearsal, db);
    if (!found && reason.code != ERR_NOT_FOUND)
        return err_set_detail(e, reason.code, reason.detail, "%s", reason.msg);
    if (!found || !str_eq(out->path, path))
        *out = (struct note_row){0};
    return true;
}

/* False: `e` says what is wrong with this note, or ERR_STORAGE and the like with the store. */
static bool read_one(const struct library *l, struct db *rehearsal, const struct ingest_file *file,
                     struct str source, struct arena *a, struct ingest_item *item, struct err *e)
{
    *item = (struct ingest_item){.source = source, .bytes = file->bytes};
    if (!check_path(file->path, e) || !load_stored(l, rehearsal, file->path, a, &item->stored, e))
        return false;
    if (file->bytes.n > NOTE_MAX_BYTES)
        return err_set(e, ERR_TOO_LARGE, "The note has %zu bytes; the limit is %zu.", file->bytes.n,
                       NOTE_MAX_BYTES);
    struct arena *scratch = arena_new();
    item->row.size = (int64_t)file->bytes.n;
    ingest_extract(l, item, file->path, a, scratch);
    arena_free(scratch);
    /* The client hears of it and keeps its text, so the stored note stays as it is. */
    return item->state != ITEM_REJECTED || err_set(e, ERR_BAD_NOTE, "%.*s", STR_FMT(item->problem));
}

bool ingest_note(struct library *l, struct str path, struct str source, struct str bytes,
                 struct arena *a, struct ingest_report_row *row, struct err *e)
{
    struct ingest_item item;
    library_lock_for_notes(l);
    bool ok = read_one(l, NULL, &(struct ingest_file){path, bytes}, source, a, &item, e) &&
              ingest_store_items(l, NULL, &item, 1, NULL, a, row, e);
    library_unlock(l);
    return ok;
}

/* ---- several notes ---- */

static bool is_about_the_note(const struct err *why)
{
    return why->code == ERR_INVALID_PARAMETER || why->code == ERR_TOO_LARGE ||
           why->code == ERR_BAD_NOTE;
}

static bool check_sent_once(struct map *seen, struct str path, struct err *e)
{
    bool is_new;
    (void)map_put(seen, path, &is_new);
    return is_new ||
           err_set(e, ERR_INVALID_PARAMETER, "The path was sent twice; the first counts.");
}

/* `places[i]` is the index of the file that became `items[i]`; the others have their row. */
static bool read_files(const struct library *l, struct db *rehearsal,
                       const struct ingest_file *files, size_t n, struct str source,
                       struct arena *a, struct ingest_item *items, size_t *places, size_t *n_items,
                       struct ingest_report_row *rows, struct err *e)
{
    struct map *seen = map_new(a);
    *n_items = 0;
    for (size_t i = 0; i < n; i++) {
        struct err why = {0};
        if (check_sent_once(seen, files[i].path, &why) &&
            read_one(l, rehearsal, &files[i], source, a, &items[*n_items], &why)) {
            places[(*n_items)++] = i;
            continue;
        }
        if (!is_about_the_note(&why))
            return err_set_detail(e, why.code, why.detail, "%s", why.msg);
        rows[i] = (struct ingest_report_row){.path = files[i].path,
                                             .outcome = INGEST_FAILED,
                                             .problem = str_copy(a, str_from(why.msg))};
    }
    return true;
}

static bool take_in_files(const struct library *l, struct db *rehearsal,
                          const struct ingest_file *files, size_t n, struct str source,
                          struct arena *a, struct ingest_report_row *rows, struct err *e)
{
    struct ingest_item *items = ARENA_ARRAY(a, struct ingest_item, n);
    struct ingest_report_row *stored = ARENA_ARRAY(a, struct ingest_report_row, n);
    size_t *places = ARENA_ARRAY(a, size_t, n), n_items;
    if (!read_files(l, rehearsal, files, n, source, a, items, places, &n_items, rows, e) ||
        (n_items && !ingest_store_items(l, rehearsal, items, n_items, NULL, a, stored, e)))
        return false;
    for (size_t i = 0; i < n_items; i++)
        rows[places[i]] = stored[i];
    return true;
}

bool ingest_files(struct library *l, const struct ingest_file *files, size_t n, struct str source,
                  struct arena *a, struct ingest_report_row *rows, struct difference *difference,
                  struct err *e)
{
    struct db *rehearsal;
    library_lock_for_notes(l);
    bool ok = ingest_begin_rehearsal(l, difference != NULL, &rehearsal, e);
    if (ok) {
        ok = take_in_files(l, rehearsal, files, n, source, a, rows, e);
        ok = ingest_end_rehearsal(l, rehearsal, ok, a, difference, e);
    }
    library_unlock(l);
    return ok;
}

bool ingest_delete(struct library *l, struct str path, struct err *e)
{
    struct arena *a = arena_new();
    struct note_row note;
    struct db *db;
    bool ok = store_read_begin(l->store, 0, &db, e);
    if (ok) {
        ok = note_get(db, path, a, &note, e);
        store_read_end(db);
    }
    library_lock_for_notes(l);
    ok = ok && ingest_delete_notes(l, NULL, &note, 1, e);
    library_unlock(l);
    arena_free(a);
    return ok;
}

/* ---- everything again ---- */

static bool load_page(const struct library *l, struct db *rehearsal, struct str after,
                      struct arena *a, struct ingest_item **items, size_t *n, struct str *last,
                      struct err *e)
{
    struct note_row *notes;
    struct db *db;
    size_t n_notes = 0;
    *n = 0;
    if (!ingest_begin_read(l, rehearsal, &db, e))
        return false;
    bool ok = note_list(db, after, REBUILD_PAGE, a, &notes, &n_notes, e);
    *items = ARENA_ARRAY(a, struct ingest_item, n_notes);
    for (size_t i = 0; ok && i < n_notes; i++) {
        struct ingest_item item = {.stored = notes[i], .source = notes[i].source, .force = true};
        item.row.size = notes[i].size;
        item.row.mtime_ns = notes[i].mtime_ns;
        item.row.error = notes[i].error;
        if (!notes[i].sha256.n) /* never read well: there are no bytes to read again */
            continue;
        ok = note_get_body(db, notes[i].id, a, &item.bytes, e);
        (*items)[(*n)++] = item;
    }
    ingest_end_read(rehearsal, db);
    *last = n_notes ? notes[n_notes - 1].path : STR_EMPTY;
    return ok;
}

static bool resolve_from_nothing(const struct library *l, struct db *rehearsal, struct err *e)
{
    struct db *db;
    return ingest_begin_write(l, rehearsal, &db, e) &&
           ingest_end_write(rehearsal, db, resolve_all(l, db, e) && library_mark_current(l, db, e),
                            e);
}

bool ingest_rebuild_alone(const struct library *l, struct db *rehearsal,
                          const struct ingest_options *o, struct err *e)
{
    struct arena *a = arena_new();
    struct arena *names = arena_new();
    struct str after = STR_EMPTY;
    bool ok = true;
    do {
        struct ingest_plan plan = {0};
        struct ingest_report report;
        struct str last = STR_EMPTY;
        arena_clear(a);
        ok = load_page(l, rehearsal, after, a, &plan.items, &plan.n_items, &last, e);
        ok = ok && ingest_run(l, rehearsal, &plan, o, a, &report, e);
        after = str_copy(names, last);
    } while (ok && after.n);
    ok = ok && resolve_from_nothing(l, rehearsal, e);
    arena_free(names);
    arena_free(a);
    return ok;
}

bool ingest_rebuild(struct library *l, const struct ingest_options *o, struct err *e)
{
    library_lock_for_notes(l);
    bool ok = ingest_rebuild_alone(l, NULL, o, e);
    library_unlock(l);
    return ok;
}
