#include "store/backup.h"

#include <stdio.h>

#include "cli/commands_internal.h"
#include "cli/interrupt_internal.h"
#include "store/store.h"

static bool one_file(const struct command_line *line, const char **file, struct err *e)
{
    if (line->n_arguments != 1)
        return err_set(e, ERR_USAGE, "Name one file: the backup.");
    *file = line->arguments[0];
    return true;
}

/* ---- backup ---- */

static const enum option backup_options[] = {OPTION_DATA_DIR, OPTION_QUIET};

static void look_for_interrupt(void *context, int64_t done, int64_t total)
{
    (void)done;
    (void)total;
    atomic_bool *stop = context;
    if (interrupt_came())
        atomic_store(stop, true);
}

static bool run_backup(const struct command_line *line, int *status, struct err *e)
{
    struct store_options how = {.read_only = true};
    atomic_bool stop = false;
    struct backup_progress progress = {look_for_interrupt, &stop, &stop};
    struct store *store;
    const char *file;
    (void)status;
    if (!one_file(line, &file, e) || !options_require(line, OPTION_DATA_DIR, &how.data_dir, e))
        return false;
    interrupt_block();
    if (!store_open(&how, &store, e))
        return false;
    bool done = store_backup(store, file, &progress, e);
    store_close(store);
    if (done && !options_flag(line, OPTION_QUIET))
        printf("%s is a whole copy; \"paperstack restore\" makes a library of it\n", file);
    return done;
}

const struct command backup_command = {
    .name = "backup",
    .purpose = "copy the whole library into one file, also while it is served",
    .arguments = "FILE",
    .details = "The file appears when the copy is whole and on the disk. It holds all that was "
               "acknowledged before\n"
               "the command began. Do not copy paperstack.db by hand: its log would be missing.",
    .options = backup_options,
    .n_options = ARRAY_LEN(backup_options),
    .examples = {"paperstack backup --data-dir data library-2026-11-24.db",
                 "paperstack backup --data-dir data /mnt/backups/library.db"},
    .run = run_backup,
};

/* ---- restore ---- */

static const enum option restore_options[] = {OPTION_DATA_DIR, OPTION_REPLACE, OPTION_QUIET};

static bool run_restore(const struct command_line *line, int *status, struct err *e)
{
    const char *file, *data_dir;
    (void)status;
    if (!one_file(line, &file, e) || !options_require(line, OPTION_DATA_DIR, &data_dir, e) ||
        !store_restore(file, data_dir, options_flag(line, OPTION_REPLACE), e))
        return false;
    if (!options_flag(line, OPTION_QUIET))
        printf("%s was checked and is now the library of %s\n", file, data_dir);
    return true;
}

const struct command restore_command = {
    .name = "restore",
    .purpose = "make a backup the library of a data folder, after checking it",
    .arguments = "FILE",
    .details = "A damaged backup is refused and the folder stays as it was. Stop the server of the "
               "folder first.",
    .options = restore_options,
    .n_options = ARRAY_LEN(restore_options),
    .examples = {"paperstack restore --data-dir data library-2026-11-24.db",
                 "paperstack restore --data-dir data --replace library-2026-11-24.db"},
    .run = run_restore,
};
