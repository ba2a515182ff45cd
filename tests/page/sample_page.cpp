// Writes the JSON of a document with every kind of figure, and with texts that would be markup if they were not text: sample_page FILE.
#include "base/file.h"
#include "report/render.h"
#include "report/sample.h"

int main(int count, char** arguments) {
  if (count != 2) return 1;
  skeptic::write_file(arguments[1], skeptic::render_json(skeptic::sample_with_charts()).dump(1) + "\n");
  return 0;
}
