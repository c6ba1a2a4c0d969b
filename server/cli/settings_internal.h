/* settings_internal.h: what the command line left open: the PAPERSTACK_* environment, the configuration file, the
 * defaults of the table.
 *
 * The file has lines `key = value`, the keys being the names of options; `#` begins a comment line. It is the one
 * that --config or PAPERSTACK_CONFIG names, else $XDG_CONFIG_HOME/paperstack/config (~/.config when that is not set),
 * else /etc/paperstack/paperstack.conf. In a path of the file, ~/ is the home folder, and what does not begin with /
 * lies beside the file. */
#ifndef PS_CLI_SETTINGS_INTERNAL_H
#define PS_CLI_SETTINGS_INTERNAL_H

#include "cli/options_internal.h"

/* Fills what is not set yet in `line`. Errors: ERR_USAGE that names the variable, or the file and the line, and the
 * nearest key. */
MUST_USE bool settings_fill(struct command_line *line, struct err *e);

/* "PAPERSTACK_DATA_DIR". */
const char *settings_environment_name(enum option option, struct arena *a);
/* The setting (SETTING or SECRET) with this key, or OPTION_COUNT. */
enum option settings_find(struct str key);
/* The nearest key to a mistyped one, or empty. */
struct str settings_nearest(struct str key);

#endif
