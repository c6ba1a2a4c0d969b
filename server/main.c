#include <stdio.h>

int main(void)
{
    puts("paperstack");
    return 0;
}
