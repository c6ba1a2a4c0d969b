#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/ingest/ingest_internal.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "base/vec.h"

/* A folder that is still to be looked through. */
struct pending {
    const char *path; /* below the root, without '/' at the end; "" is the root itself */
    unsigned depth;
};

struct walk {
    int root_fd;
    struct arena *arena;
    struct folder_listing *out;
    struct pending *stack;
    size_t n_stack, cap_stack;
};

bool ingest_is_note_name(struct str name)
{
    return name.n && name.p[0] != '.' &&
           (str_ends_ci(name, STR(".md")) || str_ends_ci(name, STR(".markdown")));
}

void ingest_report_file(struct folder_listing *l, struct str path, struct str problem,
                        struct arena *a)
{
    l->unreadable =
        vec_grow(a, l->unreadable, &l->n_unreadable, &l->cap_unreadable, sizeof(*l->unreadable));
    l->unreadable[l->n_unreadable - 1] = (struct unreadable){path, problem};
}

static void report(struct walk *w, const char *path, bool is_folder, const char *problem)
{
    const char *shown = arena_printf(w->arena, "%s%s", path, is_folder && *path ? "/" : "");
    ingest_report_file(w->out, str_from(shown), str_from(problem), w->arena);
}

static void add_file(struct walk *w, const char *path, const struct stat *st)
{
    struct str text = str_from(path);
    if (!utf8_is_valid(text)) {
        report(w, path, false, "Its name is not UTF-8. Rename it.");
        return;
    }
    w->out->files = vec_grow(w->arena, w->out->files, &w->out->n_files, &w->out->cap_files,
                             sizeof(*w->out->files));
    w->out->files[w->out->n_files - 1] = (struct note_file){
        .path = text,
        .name = path,
        .dir_fd = w->root_fd,
        .size = st->st_size,
        .mtime_ns = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
    };
}

static void add_folder(struct walk *w, const char *path, unsigned depth)
{
    if (depth > FOLDER_DEPTH_MAX) {
        report(w, path, true, "It lies too deep: more than 32 folders.");
        return;
    }
    w->stack = vec_grow(w->arena, w->stack, &w->n_stack, &w->cap_stack, sizeof(*w->stack));
    w->stack[w->n_stack - 1] = (struct pending){path, depth};
}

/* What is named like a note and is none is said, so that nobody misses it in silence. */
static void take(struct walk *w, const char *path, const struct stat *st, unsigned depth,
                 bool is_note)
{
    if (S_ISLNK(st->st_mode))
        report(w, path, false,
               "It is a symbolic link, and links are not followed. Put the file itself here.");
    else if (S_ISDIR(st->st_mode))
        add_folder(w, path, depth + 1);
    else if (is_note && S_ISREG(st->st_mode))
        add_file(w, path, st);
    else if (is_note)
        report(w, path, false, "It is not a regular file.");
    if (is_note && S_ISDIR(st->st_mode))
        report(w, path, true,
               "It is a folder, although it is named like a note; its notes are read.");
}

static void look_at(struct walk *w, int fd, const struct pending *folder,
                    const struct dirent *entry)
{
    bool is_note = ingest_is_note_name(str_from(entry->d_name));
    bool may_lead_on =
        entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN || entry->d_type == DT_LNK;
    struct stat st;
    if (entry->d_name[0] == '.' || (!is_note && !may_lead_on))
        return;
    const char *path =
        arena_printf(w->arena, "%s%s%s", folder->path, *folder->path ? "/" : "", entry->d_name);
    if (fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno != ENOENT)
            report(w, path, false, "Its size and time cannot be read.");
        return;
    }
    take(w, path, &st, folder->depth, is_note);
}

static DIR *open_folder(const struct walk *w, const char *path)
{
    int fd = openat(w->root_fd, *path ? path : ".",
                    O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return NULL;
    DIR *dir = fdopendir(fd);
    if (!dir)
        (void)close(fd);
    return dir;
}

/* False when the folder cannot be read to its end. */
static bool list_folder(struct walk *w, const struct pending *folder)
{
    DIR *dir = open_folder(w, folder->path);
    if (!dir)
        return errno == ENOENT && *folder->path; /* gone in the meantime */
    w->out->folders = vec_grow(w->arena, w->out->folders, &w->out->n_folders, &w->out->cap_folders,
                               sizeof(*w->out->folders));
    w->out->folders[w->out->n_folders - 1] = folder->path;
    const struct dirent *entry;
    while (errno = 0, (entry = readdir(dir)) != NULL)
        look_at(w, dirfd(dir), folder, entry);
    bool is_whole = errno == 0;
    (void)closedir(dir);
    return is_whole;
}

static int by_path(const void *a, const void *b)
{
    return str_cmp(((const struct note_file *)a)->path, ((const struct note_file *)b)->path);
}

bool ingest_walk(int dir_fd, struct arena *a, struct folder_listing *out, struct err *e)
{
    struct walk w = {.root_fd = dir_fd, .arena = a, .out = out};
    size_t first = out->n_files;
    add_folder(&w, "", 0);
    while (w.n_stack) {
        struct pending folder = w.stack[--w.n_stack];
        if (list_folder(&w, &folder))
            continue;
        if (!*folder.path)
            return err_set_detail(e, ERR_IO, strerror(errno), "The notes folder cannot be read.");
        report(&w, folder.path, true, "The folder cannot be read. Check its permissions.");
    }
    if (out->n_files > first)
        qsort(out->files + first, out->n_files - first, sizeof(*out->files), by_path);
    return true;
}
