/* mkhan: writes the table of base/han_variants.h. Runs at build time.
 *
 *   bzcat Unihan_Variants.txt.bz2 | mkhan > han_variants.c
 *
 * Reads the kSimplifiedVariant lines of the Unicode Han database. A character with several
 * simplified forms gets the first that is not itself. Sorted input is relied on and checked. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first "U+…" in `text` that is not `from`, or 0. */
static unsigned long first_other(const char *text, unsigned long from)
{
    for (const char *p = strstr(text, "U+"); p; p = strstr(p + 2, "U+")) {
        unsigned long to = strtoul(p + 2, NULL, 16);
        if (to != from)
            return to;
    }
    return 0;
}

#define HAN_PAGE  64 /* of base/han_variants.h */
#define PAGES_MAX (0x110000 / HAN_PAGE)

static unsigned pages[PAGES_MAX + 1];

/* Counts of each page are summed up to where it begins. */
static void print_pages(unsigned long last)
{
    unsigned long n = last / HAN_PAGE + 1;
    unsigned begin = 0;
    puts("const uint16_t han_pages[] = {");
    for (unsigned long i = 0; i <= n; i++) {
        printf("    %u,\n", begin);
        begin += pages[i];
    }
    printf("};\nconst size_t han_pages_n = %lu;\n", n);
}

int main(void)
{
    char line[4096];
    unsigned long last = 0;
    size_t n = 0;
    puts("#include \"base/han_variants.h\"\n\nconst struct han_variant han_variants[] = {");
    while (fgets(line, sizeof(line), stdin)) {
        const char *key = strstr(line, "\tkSimplifiedVariant\t");
        if (line[0] != 'U' || !key)
            continue;
        unsigned long from = strtoul(line + 2, NULL, 16);
        unsigned long to = first_other(key, from);
        if (!to)
            continue;
        if (from <= last) {
            fputs("mkhan: the input is not sorted\n", stderr);
            return 1;
        }
        printf("    {0x%lX, 0x%lX},\n", from, to);
        pages[from / HAN_PAGE]++;
        last = from;
        n++;
    }
    if (n < 1000) {
        fputs("mkhan: no Unihan_Variants data on standard input\n", stderr);
        return 1;
    }
    puts("};");
    print_pages(last);
    return 0;
}
