#include "app/query/read_internal.h"
#include "base/arena.h"
#include "base/ascii.h"
#include "base/clock.h"

#define MS_PER_DAY  86400000
#define DAYS_MAX    36500
#define DAY_OF_WEEK 3 /* 1 January 1970 was a Thursday; weeks begin on Monday */

static const struct {
    struct str name, text;
} dates[] = {

#define RELATIVE(name, text) {STR_INIT(name), STR_INIT(text)},
#include "app/query/relative_dates.def"
#undef RELATIVE
};

struct str query_relative_text(size_t i)
{
    return i < ARRAY_LEN(dates) ? dates[i].text : STR_EMPTY;
}

/* 7 of "7d" and "7天". */
static bool read_days(struct str text, uint64_t *days)
{
    struct str unit = str_ends(text, STR("d")) ? STR("d") : STR("天");
    return str_ends(text, unit) && str_to_u64(str_sub(text, 0, text.n - unit.n), days) &&
           *days >= 1 && *days <= DAYS_MAX;
}

bool query_relative_date_read(struct str text, struct arena *a, struct str *name)
{
    uint64_t days;
    for (size_t i = 0; i < ARRAY_LEN(dates); i++)
        if (str_eq_ci(text, dates[i].text)) {
            *name = dates[i].name;
            return true;
        }
    if (!read_days(text, &days))
        return false;
    *name = str_from(arena_printf(a, "%llud", (unsigned long long)days));
    return true;
}

struct str query_relative_date_text(struct str name, enum language language, struct arena *a)
{
    uint64_t days;
    for (size_t i = 0; i < ARRAY_LEN(dates); i++) {
        bool is_chinese = (unsigned char)dates[i].text.p[0] >= 0x80;
        if (str_eq(name, dates[i].name) && is_chinese == (language == LANGUAGE_ZH))
            return dates[i].text;
    }
    if (language == LANGUAGE_ZH && read_days(name, &days))
        return str_from(arena_printf(a, "%llu天", (unsigned long long)days));
    return name;
}

static void days_of(struct str name, int64_t today, int64_t *from, int64_t *to)
{
    int64_t monday = today - (today + DAY_OF_WEEK) % 7;
    uint64_t days = 0;
    *from = *to = today;
    if (str_eq(name, STR("yesterday"))) {
        *from = *to = today - 1;
    } else if (str_eq(name, STR("this-week"))) {
        *from = monday;
    } else if (str_eq(name, STR("last-week"))) {
        *from = monday - 7;
        *to = monday - 1;
    } else if (read_days(name, &days)) {
        *from = today - (int64_t)days;
    }
}

static struct str day_text(int64_t day, struct arena *a)
{
    char text[CLOCK_TEXT];
    clock_format(day * MS_PER_DAY, text);
    return str_copy(a, str_of(text, 10));
}

void query_relative_date_resolve(struct str name, int64_t now_ms, struct arena *a, struct str *from,
                                 struct str *to)
{
    int64_t first, last;
    days_of(name, now_ms / MS_PER_DAY, &first, &last);
    *from = day_text(first, a);
    *to = day_text(last, a);
}
