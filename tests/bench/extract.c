/* How fast notes are extracted, on one thread and without storing anything, beside the time that
 * cmark needs to render the same bytes. Both take turns in one run and the best round of each
 * counts, since the machine may be busy with other work.
 *   build/release/bench/extract [--rounds N] FOLDER… */
#include <cmark.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/vec.h"
#include "extract/extract.h"
#include "extract/vocabulary.h"

struct note {
    struct str path, bytes;
};

struct bench {
    struct arena *arena;
    struct vocabulary *vocabulary;
    VEC(struct note) notes;
    size_t bytes;
};

static struct bench bench; /* nftw passes nothing on */

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int add_note(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    struct str name = str_from(path);
    struct note note = {.path = str_copy(bench.arena, name)};
    struct err e = {0};
    (void)status;
    (void)walk;
    if (type != FTW_F || !str_ends(name, STR(".md")))
        return 0;
    if (!file_read(AT_FDCWD, path, NOTE_MAX_BYTES, bench.arena, &note.bytes, NULL, &e)) {
        fprintf(stderr, "%s: %s\n", path, e.msg);
        return 1;
    }
    *vec_push(bench.arena, &bench.notes) = note;
    bench.bytes += note.bytes.n;
    return 0;
}

static void extract_all(void)
{
    const struct extract_options options = {.latest_year = 2100};
    struct arena *a = arena_new();
    for (size_t i = 0; i < bench.notes.n; i++) {
        const struct note *note = &bench.notes.items[i];
        struct extraction *x;
        struct err e = {0};
        if (!extract_note(note->path, note->bytes, bench.vocabulary, &options, a, &x, &e))
            fprintf(stderr, "%.*s: %s\n", STR_FMT(note->path), e.msg);
        arena_clear(a);
    }
    arena_free(a);
}

static void render_all(void)
{
    for (size_t i = 0; i < bench.notes.n; i++) {
        struct str bytes = bench.notes.items[i].bytes;
        free(cmark_markdown_to_html(bytes.p, bytes.n, CMARK_OPT_DEFAULT));
    }
}

/* Small folders are gone through several times a round, so that the clock sees enough of it. */
static double seconds_of(void (*work)(void), double best)
{
    const size_t repeats = 1 + ((size_t)2 << 20) / (bench.bytes + 1);
    double start = now();
    for (size_t i = 0; i < repeats; i++)
        work();
    double seconds = (now() - start) / (double)repeats;
    return best == 0 || seconds < best ? seconds : best;
}

static bool prepare(int n_folders, char **folders)
{
    struct err e = {0};
    bench.arena = arena_new();
    for (int i = 0; i < n_folders; i++)
        if (nftw(folders[i], add_note, 16, FTW_PHYS) != 0)
            return false;
    if (vocabulary_new(&bench.vocabulary, &e) && vocabulary_finish(bench.vocabulary, &e))
        return true;
    fprintf(stderr, "%s\n", e.msg);
    return false;
}

int main(int argc, char **argv)
{
    int rounds = argc > 2 && strcmp(argv[1], "--rounds") == 0 ? atoi(argv[2]) : 0;
    int first = rounds ? 3 : 1;
    double ours = 0;
    double cmark = 0;
    double start = now();
    if (!prepare(argc - first, argv + first) || bench.notes.n == 0)
        return 1;
    printf("%zu notes, %.2f MB; notes and vocabulary read in %.3f s\n", bench.notes.n,
           (double)bench.bytes / 1e6, now() - start);
    for (int i = 0; i < (rounds ? rounds : 5); i++) {
        ours = seconds_of(extract_all, ours);
        cmark = seconds_of(render_all, cmark);
    }
    printf("extract %.1f MB/s, cmark %.1f MB/s: %.1f x the time of cmark\n",
           (double)bench.bytes / ours / 1e6, (double)bench.bytes / cmark / 1e6, ours / cmark);
    vocabulary_free(bench.vocabulary);
    arena_free(bench.arena);
    return 0;
}
