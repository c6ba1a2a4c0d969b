#include "base/embed.h"

/* The first file whose path is not before `path`. */
static size_t lower_bound(struct str path)
{
    size_t low = 0;
    size_t high = embedded_files_n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (str_cmp(str_from(embedded_files[mid].path), path) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

const struct embedded_file *embed_find(struct str path)
{
    size_t i = lower_bound(path);
    if (i < embedded_files_n && str_eq(str_from(embedded_files[i].path), path))
        return &embedded_files[i];
    return NULL;
}

const struct embedded_file *embed_folder(struct str prefix, size_t *n)
{
    size_t first = lower_bound(prefix);
    size_t end = first;
    while (end < embedded_files_n && str_starts(str_from(embedded_files[end].path), prefix))
        end++;
    *n = end - first;
    return &embedded_files[first];
}
