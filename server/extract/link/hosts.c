#include "extract/link/link_internal.h"

struct host {
    const char *suffix;
    enum link_kind (*read)(struct link_reading *r);
};

static const struct host hosts[] = {
#define HOST(suffix, reader) {suffix, link_read_##reader},
#include "extract/tables/hosts.def"
};

/* Compares a name or, when `wildcard`, "name.*" with the name of a row. */
static int compare_name(struct str name, bool wildcard, const char *row)
{
    size_t n = strlen(row);
    int c = strncmp(name.p, row, name.n < n ? name.n : n);
    if (c != 0)
        return c;
    if (name.n > n || (wildcard && name.n == n))
        return 1;
    return strcmp(wildcard ? ".*" : "", row + name.n);
}

static const char *row_name(const void *rows, size_t stride, size_t i)
{
    const char *name;
    memcpy(&name, (const char *)rows + i * stride, sizeof(name));
    return name;
}

static size_t find_rows(const void *rows, size_t n_rows, size_t stride, struct str name,
                        bool wildcard, size_t *n)
{
    size_t low = 0;
    size_t high = n_rows;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (compare_name(name, wildcard, row_name(rows, stride, mid)) > 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (*n = 0; low + *n < n_rows; ++*n)
        if (compare_name(name, wildcard, row_name(rows, stride, low + *n)) != 0)
            break;
    return low;
}

/* Where the top-level domain begins, with its dot: ".com", ".co.uk". */
static size_t top_level_begin(struct str host)
{
    size_t last = host.n;
    while (last > 0 && host.p[last - 1] != '.')
        last--;
    if (last == 0)
        return 0;
    size_t second = last - 1;
    while (second > 0 && host.p[second - 1] != '.')
        second--;
    bool is_two_part = host.n - last == 2 && last - 1 - second <= 3 && second > 0;
    return is_two_part ? second - 1 : last - 1;
}

size_t host_lookup(const void *rows, size_t n_rows, size_t stride, struct str host, size_t *n)
{
    size_t top = top_level_begin(host);
    for (size_t at = 0; at < host.n;) {
        size_t first = find_rows(rows, n_rows, stride, str_from_pos(host, at), false, n);
        if (*n == 0 && at < top)
            first = find_rows(rows, n_rows, stride, str_sub(host, at, top), true, n);
        if (*n > 0)
            return first;
        size_t dot = str_find_byte(host, '.', at);
        at = dot == SIZE_MAX ? host.n : dot + 1;
    }
    *n = 0;
    return 0;
}

bool link_knows_host(struct str host)
{
    size_t n;
    (void)host_lookup(hosts, ARRAY_LEN(hosts), sizeof(hosts[0]), host, &n);
    return n > 0;
}

bool link_lists_host(struct str host)
{
    size_t n;
    (void)find_rows(hosts, ARRAY_LEN(hosts), sizeof(hosts[0]), host, false, &n);
    return n > 0;
}

enum link_kind hosts_read(struct link_reading *r)
{
    size_t n;
    size_t i = host_lookup(hosts, ARRAY_LEN(hosts), sizeof(hosts[0]), r->url.host, &n);
    return n > 0 ? hosts[i].read(r) : LINK_WEB;
}
