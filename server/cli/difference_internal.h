/* difference_internal.h: the difference of a dry run on the terminal: a line for each paper, concept and edge that
 * would come (+), change (~) or go (-), at most DIFFERENCE_LINES of one kind. */
#ifndef PS_CLI_DIFFERENCE_INTERNAL_H
#define PS_CLI_DIFFERENCE_INTERNAL_H

#include "app/difference.h"

#define DIFFERENCE_LINES 50

/* To standard output. */
void difference_print(const struct difference *d);

#endif
