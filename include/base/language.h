/* language.h: the two languages in which messages and phrases are written, equal in everything. */
#ifndef PS_BASE_LANGUAGE_H
#define PS_BASE_LANGUAGE_H

#include "base/str.h"

enum language { LANGUAGE_EN, LANGUAGE_ZH, LANGUAGE_COUNT };

/* From a tag such as "zh" or "zh-TW"; English for any other. */
static inline enum language language_from(struct str tag)
{
    return str_starts_ci(tag, STR("zh")) ? LANGUAGE_ZH : LANGUAGE_EN;
}

#endif
