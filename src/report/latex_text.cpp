#include "report/latex_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <span>

namespace skeptic {
namespace {

struct Sign {
  std::uint32_t code;
  std::string_view latex;
};

/// By code.
constexpr Sign kSigns[] = {
    {0x00A0, "~"},
    {0x00A1, "\\textexclamdown{}"},
    {0x00A3, "\\pounds{}"},
    {0x00A7, "\\S{}"},
    {0x00A9, "\\copyright{}"},
    {0x00AC, "$\\neg$"},
    {0x00AD, "\\-"},
    {0x00AE, "\\textregistered{}"},
    {0x00B0, "$^{\\circ}$"},
    {0x00B1, "$\\pm$"},
    {0x00B2, "$^{2}$"},
    {0x00B3, "$^{3}$"},
    {0x00B5, "$\\mu$"},
    {0x00B7, "$\\cdot$"},
    {0x00B9, "$^{1}$"},
    {0x00BC, "1/4"},
    {0x00BD, "1/2"},
    {0x00BE, "3/4"},
    {0x00BF, "\\textquestiondown{}"},
    {0x00C4, "\\\"A"},
    {0x00C5, "\\AA{}"},
    {0x00C6, "\\AE{}"},
    {0x00C7, "\\c{C}"},
    {0x00C8, "\\`E"},
    {0x00C9, "\\'E"},
    {0x00D1, "\\~N"},
    {0x00D3, "\\'O"},
    {0x00D6, "\\\"O"},
    {0x00D7, "$\\times$"},
    {0x00D8, "\\O{}"},
    {0x00DC, "\\\"U"},
    {0x00DF, "\\ss{}"},
    {0x00E0, "\\`a"},
    {0x00E1, "\\'a"},
    {0x00E2, "\\^a"},
    {0x00E3, "\\~a"},
    {0x00E4, "\\\"a"},
    {0x00E5, "\\aa{}"},
    {0x00E6, "\\ae{}"},
    {0x00E7, "\\c{c}"},
    {0x00E8, "\\`e"},
    {0x00E9, "\\'e"},
    {0x00EA, "\\^e"},
    {0x00EB, "\\\"e"},
    {0x00ED, "\\'{\\i}"},
    {0x00EE, "\\^{\\i}"},
    {0x00EF, "\\\"{\\i}"},
    {0x00F1, "\\~n"},
    {0x00F2, "\\`o"},
    {0x00F3, "\\'o"},
    {0x00F4, "\\^o"},
    {0x00F5, "\\~o"},
    {0x00F6, "\\\"o"},
    {0x00F7, "$\\div$"},
    {0x00F8, "\\o{}"},
    {0x00F9, "\\`u"},
    {0x00FA, "\\'u"},
    {0x00FB, "\\^u"},
    {0x00FC, "\\\"u"},
    {0x00FD, "\\'y"},
    {0x0107, "\\'c"},
    {0x010C, "\\v{C}"},
    {0x010D, "\\v{c}"},
    {0x011B, "\\v{e}"},
    {0x011F, "\\u{g}"},
    {0x0131, "\\i{}"},
    {0x0141, "\\L{}"},
    {0x0142, "\\l{}"},
    {0x0144, "\\'n"},
    {0x0151, "\\H{o}"},
    {0x0153, "\\oe{}"},
    {0x0159, "\\v{r}"},
    {0x015B, "\\'s"},
    {0x015F, "\\c{s}"},
    {0x0160, "\\v{S}"},
    {0x0161, "\\v{s}"},
    {0x017A, "\\'z"},
    {0x017C, "\\.z"},
    {0x017D, "\\v{Z}"},
    {0x017E, "\\v{z}"},
    {0x0393, "$\\Gamma$"},
    {0x0394, "$\\Delta$"},
    {0x0398, "$\\Theta$"},
    {0x039B, "$\\Lambda$"},
    {0x03A0, "$\\Pi$"},
    {0x03A3, "$\\Sigma$"},
    {0x03A6, "$\\Phi$"},
    {0x03A8, "$\\Psi$"},
    {0x03A9, "$\\Omega$"},
    {0x03B1, "$\\alpha$"},
    {0x03B2, "$\\beta$"},
    {0x03B3, "$\\gamma$"},
    {0x03B4, "$\\delta$"},
    {0x03B5, "$\\varepsilon$"},
    {0x03B6, "$\\zeta$"},
    {0x03B7, "$\\eta$"},
    {0x03B8, "$\\theta$"},
    {0x03BA, "$\\kappa$"},
    {0x03BB, "$\\lambda$"},
    {0x03BC, "$\\mu$"},
    {0x03BD, "$\\nu$"},
    {0x03BE, "$\\xi$"},
    {0x03C0, "$\\pi$"},
    {0x03C1, "$\\rho$"},
    {0x03C3, "$\\sigma$"},
    {0x03C4, "$\\tau$"},
    {0x03C6, "$\\varphi$"},
    {0x03C7, "$\\chi$"},
    {0x03C8, "$\\psi$"},
    {0x03C9, "$\\omega$"},
    {0x2009, "\\,"},
    {0x200B, "\\allowbreak{}"},
    {0x2010, "-"},
    {0x2011, "\\mbox{-}"},
    {0x2012, "--"},
    {0x2013, "--"},
    {0x2014, "---"},
    {0x2018, "`"},
    {0x2019, "'"},
    {0x201A, ","},
    {0x201C, "``"},
    {0x201D, "''"},
    {0x2020, "\\dag{}"},
    {0x2021, "\\ddag{}"},
    {0x2022, "\\textbullet{}"},
    {0x2026, "\\ldots{}"},
    {0x202F, "\\,"},
    {0x2032, "$'$"},
    {0x2033, "$''$"},
    {0x2044, "/"},
    {0x2070, "$^{0}$"},
    {0x2074, "$^{4}$"},
    {0x2075, "$^{5}$"},
    {0x2076, "$^{6}$"},
    {0x2077, "$^{7}$"},
    {0x2078, "$^{8}$"},
    {0x2079, "$^{9}$"},
    {0x207B, "$^{-}$"},
    {0x2080, "$_{0}$"},
    {0x2081, "$_{1}$"},
    {0x2082, "$_{2}$"},
    {0x2083, "$_{3}$"},
    {0x20AC, "EUR"},
    {0x2122, "\\texttrademark{}"},
    {0x2190, "$\\leftarrow$"},
    {0x2191, "$\\uparrow$"},
    {0x2192, "$\\rightarrow$"},
    {0x2193, "$\\downarrow$"},
    {0x2194, "$\\leftrightarrow$"},
    {0x21D2, "$\\Rightarrow$"},
    {0x2200, "$\\forall$"},
    {0x2203, "$\\exists$"},
    {0x2208, "$\\in$"},
    {0x220F, "$\\prod$"},
    {0x2211, "$\\sum$"},
    {0x2212, "$-$"},
    {0x2217, "$\\ast$"},
    {0x221A, "$\\surd$"},
    {0x221E, "$\\infty$"},
    {0x2227, "$\\wedge$"},
    {0x2228, "$\\vee$"},
    {0x2229, "$\\cap$"},
    {0x222A, "$\\cup$"},
    {0x2248, "$\\approx$"},
    {0x2260, "$\\neq$"},
    {0x2261, "$\\equiv$"},
    {0x2264, "$\\leq$"},
    {0x2265, "$\\geq$"},
    {0x226A, "$\\ll$"},
    {0x226B, "$\\gg$"},
    {0x2308, "$\\lceil$"},
    {0x2309, "$\\rceil$"},
    {0x230A, "$\\lfloor$"},
    {0x230B, "$\\rfloor$"},
    {0x2713, "$\\surd$"},
};

/// Characters that mean something to TeX, and their signs; '-' and spaces are matters of their neighbours.
constexpr Sign kMeaning[] = {
    {'"', "\\char34{}"},   {'#', "\\#"},
    {'$', "\\$"},          {'%', "\\%"},
    {'&', "\\&"},          {'*', "{*}"},
    {'<', "\\textless{}"}, {'>', "\\textgreater{}"},
    {'[', "{[}"},          {'\\', "\\textbackslash{}"},
    {']', "{]}"},          {'^', "\\textasciicircum{}"},
    {'_', "\\_"},          {'`', "\\textasciigrave{}"},
    {'{', "\\{"},          {'|', "\\textbar{}"},
    {'}', "\\}"},          {'~', "\\textasciitilde{}"},
};

const Sign* find(std::span<const Sign> signs, std::uint32_t code) {
  const auto found = std::lower_bound(signs.begin(), signs.end(), code, [](const Sign& sign, std::uint32_t wanted) { return sign.code < wanted; });
  return found != signs.end() && found->code == code ? &*found : nullptr;
}

/// The next character of UTF-8, which the text loses; bytes that are none are U+FFFD, one each.
std::uint32_t next(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  const std::uint32_t first = byte(0);
  const std::size_t length = first < 0x80 ? 1 : first >> 5U == 6 ? 2 : first >> 4U == 14 ? 3 : first >> 3U == 30 ? 4 : 0;
  std::uint32_t code = length == 1 ? first : first & (0x7FU >> length);
  bool whole = length > 0 && length <= text.size();
  for (std::size_t i = 1; whole && i < length; ++i) {
    whole = byte(i) >> 6U == 2;
    code = code << 6U | (byte(i) & 0x3FU);
  }
  text.remove_prefix(whole ? length : 1);
  return whole ? code : 0xFFFD;
}

std::string sign(std::uint32_t code) {
  if (const Sign* found = find(kMeaning, code)) return std::string(found->latex);
  if (const Sign* found = find(kSigns, code)) return std::string(found->latex);
  if (code < 0x20 || code == 0x7F) return {};  // no text
  if (code < 0x80) return std::string(1, static_cast<char>(code));
  return fmt::format("U+{:04X}", code);
}

/// Words of so many characters are broken where they have joints.
constexpr std::size_t kLongWord = 12;

}  // namespace

std::string latex_text(std::string_view text) {
  std::string out;
  std::uint32_t before = 0;
  std::size_t in_word = 0;
  while (!text.empty()) {
    std::uint32_t code = next(text);
    if (code == '\n' || code == '\t' || code == '\r') code = ' ';
    // No blank line, which would end a paragraph, and no dashes out of hyphens.
    if (code == ' ' && before == ' ') continue;
    if (code == '-' && before == '-') out += "{}";
    in_word = code == ' ' ? 0 : in_word + 1;
    if (code == '\'' && before == '\'') out += "{}";
    if (code == ',' && before == ',') out += "{}";
    const bool minus = code == '-' && (before == 0 || before == ' ') && !text.empty() && text[0] >= '0' && text[0] <= '9';
    out += minus ? "$-$" : sign(code);
    const std::size_t rest = std::min(text.find(' '), text.size());
    const bool in_number = (code == '.' || code == ',') && rest > 0 && text[0] >= '0' && text[0] <= '9';
    if (std::string_view("./_-=:,").find(static_cast<char>(code)) != std::string_view::npos && code < 0x80 && !in_number && rest > 1 && in_word > 1 &&
        in_word + rest > kLongWord)
      out += "\\allowbreak{}";
    before = code;
  }
  return out;
}

std::string latex_code(std::string_view line) {
  std::string out;
  std::uint32_t before = 0;
  while (!line.empty()) {
    std::uint32_t code = next(line);
    if (code == '\t') code = ' ';
    if (code == ' ')
      out += before == ' ' || before == 0 ? "~" : " ";
    else if (code == '\'')
      out += "\\textquotesingle{}";
    else
      out += (code == '-' && before == '-' ? "{}" : "") + sign(code);
    before = code;
  }
  return out;
}

}  // namespace skeptic
