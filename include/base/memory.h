/* memory.h: how freed memory is kept for later, for the whole process. */
#ifndef PS_BASE_MEMORY_H
#define PS_BASE_MEMORY_H

/* Freed blocks of a megabyte and more go back to the system, and of smaller ones no more than a megabyte a
 * thread is kept. Left alone, the C library raises these bounds with the largest block that was ever
 * freed, so that one large question makes every thread keep tens of megabytes. For programs that run long;
 * called once, before other threads start. */
void memory_keep_little(void);

#endif
