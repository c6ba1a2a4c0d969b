/* A vocabulary file of any format: refused with a place, or read into a list that can be stored and
 * written. The first byte chooses the format. */
#include "base/arena.h"
#include "base/strbuf.h"
#include "extract/vocabulary_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition))                                                                          \
            BUG("fuzz: " #condition);                                                              \
    } while (0)

static void check_list(const struct concept_list *list)
{
    size_t labels = 0;
    CHECK(list->n > 0 && list->n_warnings <= list->n_problems);
    for (size_t i = 0; i < list->n; i++) {
        const struct list_concept *c = &list->items[i];
        CHECK(c->id.n && c->n_labels > 0);
        labels += c->n_labels;
        for (size_t k = 0; k < c->n_links; k++)
            CHECK(c->links[k].target != i &&
                  (c->links[k].target < list->n || c->links[k].target == UINT32_MAX));
    }
    CHECK(labels == list->n_labels);
}

static void check_packing(const struct concept_list *list, struct arena *a)
{
    STRBUF_SCOPE(packed);
    STRBUF_SCOPE(again);
    struct concept_list copy;
    struct err e = {0};
    concept_list_pack(list, &packed);
    CHECK(concept_list_unpack(strbuf_view(&packed), a, &copy, &e));
    concept_list_pack(&copy, &again);
    CHECK(str_eq(strbuf_view(&packed), strbuf_view(&again)));
}

static void check_writing(const struct concept_list *list, enum vocabulary_format format,
                          struct arena *a)
{
    STRBUF_SCOPE(file);
    struct concept_list again;
    struct err e = {0};
    vocabulary_file_write(list, format, &file);
    CHECK(vocabulary_file_read(strbuf_view(&file), format, a, &again, &e));
    if (format == FORMAT_TURTLE || format == FORMAT_NTRIPLES)
        CHECK(again.n == list->n && again.n_labels == list->n_labels);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct str file = {(const char *)data + 1, size - 1};
    struct concept_list list;
    struct err e = {0};
    struct arena *a = arena_new();
    if (vocabulary_file_read(file, data[0] % (FORMAT_TSV + 1), a, &list, &e)) {
        check_list(&list);
        check_packing(&list, a);
        for (enum vocabulary_format f = FORMAT_TURTLE; f <= FORMAT_TSV; f++)
            check_writing(&list, f, a);
    } else {
        CHECK(e.code == ERR_VALIDATION || e.code == ERR_TOO_LARGE);
    }
    (void)concept_list_unpack(file, a, &list, &e);
    arena_free(a);
    return 0;
}
