/* mkembed: writes the table of base/embed.h. Runs at build time.
 *
 *   mkembed static=build/web migrations=migrations … > embedded.c
 *
 * Each argument is NAME=FOLDER: the regular files below FOLDER are embedded under NAME/…, sorted by
 * path, with their MIME type, a content hash and, where it is shorter, a gzip form. */
#define _XOPEN_SOURCE 700
#include <ftw.h>
#include <nettle/sha2.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define MAX_FILES 1000

struct input {
    char *name; /* embedded path */
    char *path; /* on disk */
};

/* nftw has no context pointer. */
static struct input inputs[MAX_FILES];
static size_t n_inputs;
static const char *folder_name;
static size_t folder_path_len;

static void die(const char *what, const char *path)
{
    fprintf(stderr, "mkembed: %s: %s\n", what, path);
    exit(1);
}

/* X-macro tables are compiled in where they are included. */
static bool is_macro_table(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && strcmp(dot, ".def") == 0;
}

static int visit(const char *path, const struct stat *st, int type, struct FTW *where)
{
    (void)st;
    if (type != FTW_F || path[where->base] == '.' || is_macro_table(path))
        return 0;
    if (n_inputs == MAX_FILES)
        die("too many files", path);
    size_t len = strlen(folder_name) + strlen(path + folder_path_len) + 1;
    char *name = malloc(len);
    if (!name)
        die("out of memory", path);
    snprintf(name, len, "%s%s", folder_name, path + folder_path_len);
    inputs[n_inputs++] = (struct input){name, strdup(path)};
    return 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct input *)a)->name, ((const struct input *)b)->name);
}

static const char *mime_of(const char *name)
{
    static const char *const types[][2] = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json; charset=utf-8"},
        {".svg", "image/svg+xml; charset=utf-8"},
        {".txt", "text/plain; charset=utf-8"},
        {".map", "application/json; charset=utf-8"},
        {".md", "text/markdown; charset=utf-8"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
    };
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof(types) / sizeof(types[0]); i++)
        if (strcmp(dot, types[i][0]) == 0)
            return types[i][1];
    return "application/octet-stream";
}

static unsigned char *read_file(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END) != 0)
        die("cannot read", path);
    long size = ftell(f);
    rewind(f);
    unsigned char *bytes = malloc((size_t)size + 1);
    if (!bytes || fread(bytes, 1, (size_t)size, f) != (size_t)size)
        die("cannot read", path);
    fclose(f);
    *n = (size_t)size;
    return bytes;
}

/* gzip with no name and no time, so that equal input gives equal output. */
static unsigned char *gzip(const unsigned char *bytes, size_t n, size_t *out_n)
{
    z_stream z = {0};
    if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        die("zlib", "deflateInit2");
    size_t cap = deflateBound(&z, n);
    unsigned char *out = malloc(cap);
    z.next_in = (unsigned char *)bytes;
    z.avail_in = (uInt)n;
    z.next_out = out;
    z.avail_out = (uInt)cap;
    if (!out || deflate(&z, Z_FINISH) != Z_STREAM_END)
        die("zlib", "deflate");
    *out_n = z.total_out;
    deflateEnd(&z);
    return out;
}

static void put_array(const char *kind, size_t i, const unsigned char *bytes, size_t n)
{
    printf("static const unsigned char %s_%zu[] = {", kind, i);
    for (size_t k = 0; k < n; k++)
        printf(k % 24 ? "%u," : "\n%u,", bytes[k]);
    puts(n ? "};" : "0};");
}

static void put_row(char *rows, size_t cap, size_t i, const char *name, const unsigned char *bytes,
                    size_t n, size_t gzip_n)
{
    struct sha256_ctx ctx;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&ctx);
    sha256_update(&ctx, n, bytes);
    sha256_digest(&ctx, sizeof(digest), digest);
    char gz[64] = "{NULL, 0}";
    if (gzip_n)
        snprintf(gz, sizeof(gz), "{(const char *)gzip_%zu, %zu}", i, gzip_n);
    int used = snprintf(rows, cap,
                        "    {\"%s\", \"%s\", \"\\\"%02x%02x%02x%02x%02x%02x%02x%02x\\\"\", "
                        "{(const char *)file_%zu, %zu}, %s},\n",
                        name, mime_of(name), digest[0], digest[1], digest[2], digest[3], digest[4],
                        digest[5], digest[6], digest[7], i, n, gz);
    if (used < 0 || (size_t)used >= cap)
        die("name too long", name);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        char *eq = strchr(argv[i], '=');
        if (!eq)
            die("not NAME=FOLDER", argv[i]);
        *eq = '\0';
        folder_name = argv[i];
        folder_path_len = strlen(eq + 1);
        if (nftw(eq + 1, visit, 16, FTW_PHYS) != 0)
            die("cannot walk", eq + 1);
    }
    qsort(inputs, n_inputs, sizeof(inputs[0]), by_name);
    puts("#include \"base/embed.h\"\n");
    char(*rows)[1024] = calloc(n_inputs + 1, sizeof(*rows));
    for (size_t i = 0; i < n_inputs; i++) {
        size_t n;
        size_t gzip_n;
        unsigned char *bytes = read_file(inputs[i].path, &n);
        unsigned char *small = gzip(bytes, n, &gzip_n);
        if (gzip_n >= n || strncmp(inputs[i].name, "static/", 7) != 0)
            gzip_n = 0;
        put_array("file", i, bytes, n);
        if (gzip_n)
            put_array("gzip", i, small, gzip_n);
        put_row(rows[i], sizeof(rows[i]), i, inputs[i].name, bytes, n, gzip_n);
        free(bytes);
        free(small);
    }
    puts("\nconst struct embedded_file embedded_files[] = {");
    for (size_t i = 0; i < n_inputs; i++)
        fputs(rows[i], stdout);
    printf(
        "    {NULL, NULL, NULL, {NULL, 0}, {NULL, 0}},\n};\nconst size_t embedded_files_n = %zu;\n",
        n_inputs);
    return 0;
}
