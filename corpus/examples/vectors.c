/* Holds a reader against the corpus: cc vectors.c && ./a.out corpus */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Put your reader here. This one only looks for a magic number. */
static int accepts(const unsigned char *image, size_t size) {
  return size >= 8 && (!memcmp(image, "\x9a\x62\x78\xd0", 4) || !memcmp(image + 4, "\x9a\x62\x78\xc0", 4));
}

/* The text of a field in a line; names of files and words have no escapes. */
static char *field(const char *line, const char *name, char *out) {
  char key[32];
  snprintf(key, sizeof key, "\"%s\":\"", name);
  const char *at = strstr(line, key);
  return at && sscanf(at + strlen(key), "%255[^\"]", out) == 1 ? out : NULL;
}

int main(int argc, char **argv) {
  static char line[1 << 16], path[512], file[256], profile[256], expect[256];
  static unsigned char image[1 << 20];
  int agree = 0, all = 0;
  snprintf(path, sizeof path, "%s/vectors.json", argc > 1 ? argv[1] : "corpus");
  FILE *vectors = fopen(path, "r");
  while (vectors && fgets(line, sizeof line, vectors)) {
    if (!field(line, "file", file) || !field(line, "profile", profile) || strcmp(profile, "strict")) continue;
    snprintf(path, sizeof path, "%s/%s", argc > 1 ? argv[1] : "corpus", file);
    FILE *in = fopen(path, "rb");
    size_t size = in ? fread(image, 1, sizeof image, in) : 0;
    if (in) fclose(in);
    agree += accepts(image, size) == !strcmp(field(line, "expect", expect), "accept");
    all++;
  }
  printf("%d of %d agree\n", agree, all);
  return vectors ? 0 : 1;
}
