/* mkvocabulary: writes the image of the shipped vocabulary (extract/vocabulary/image_internal.h). Runs
 * at build time, linked with the objects that the program is linked with. */
#include <stdio.h>

#include "extract/vocabulary.h"
#include "extract/vocabulary/image_internal.h"

/* The image that is being made. */
const unsigned char vocabulary_image[1];

int main(void)
{
    struct vocabulary *v = NULL;
    struct err e = {0};
    STRBUF_SCOPE(image);
    if (!vocabulary_new(&v, &e) || !vocabulary_finish(v, &e)) {
        fprintf(stderr, "mkvocabulary: %s\n", e.msg);
        return 1;
    }
    image_write(v, &image);
    vocabulary_free(v);
    return fwrite(image.p, 1, image.n, stdout) == image.n && fflush(stdout) == 0 ? 0 : 1;
}
