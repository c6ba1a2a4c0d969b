/* The image of the shipped vocabulary as a part of the program: IMAGE is the file that mkvocabulary
 * wrote. */
__asm__(".section .rodata\n"
        ".balign 16\n"
        ".global vocabulary_image\n"
        "vocabulary_image:\n"
        ".incbin \"" IMAGE "\"\n"
        ".previous\n");
