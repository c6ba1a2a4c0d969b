/* interrupt_internal.h: SIGINT and SIGTERM as something to ask for, so that no handler touches
 * state of ours. Block them before any thread is started: threads inherit it. */
#ifndef PS_CLI_INTERRUPT_INTERNAL_H
#define PS_CLI_INTERRUPT_INTERNAL_H

#include <stdbool.h>

void interrupt_block(void);
/* Whether one has come since the last time; after that the next one ends the process at once. */
bool interrupt_came(void);
/* Waits for one. */
void interrupt_wait(void);

#endif
