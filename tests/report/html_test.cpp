// The page: whole without its script, every number a link, and no text that becomes markup.
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "base/diagnostic.h"
#include "report/chart_table.h"
#include "report/page.h"
#include "report/render.h"
#include "report/sample.h"

namespace skeptic {
namespace {

constexpr PageParts kPlain{"p{}", "draw()", "sha256-style", "sha256-script", {}};

std::size_t times_in(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++times;
  return times;
}

std::vector<std::string> all_of(const std::string& text, const std::string& pattern) {
  std::vector<std::string> found;
  const std::regex expression(pattern);
  for (auto one = std::sregex_iterator(text.begin(), text.end(), expression); one != std::sregex_iterator(); ++one) found.push_back((*one)[1]);
  return found;
}

TEST(Html, TextIsNeverMarkup) {
  const std::string page = render_html(sample_with_charts(), kPlain);
  EXPECT_EQ(page.find("<script>alert"), std::string::npos);
  EXPECT_EQ(page.find("<b>"), std::string::npos);
  EXPECT_EQ(page.find("<i>"), std::string::npos);
  EXPECT_EQ(page.find("<img"), std::string::npos);
  EXPECT_NE(page.find("<h1>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;2:4&quot; against &lt;/title&gt;&lt;b&gt;</h1>"), std::string::npos);
  EXPECT_NE(page.find("A claim by &lt;b&gt;bold&lt;/b&gt; &amp; &#39;more&#39; &lt;/section&gt;."), std::string::npos);
  // Its own two scripts, and no more.
  EXPECT_EQ(times_in(page, "<script"), 2u);
  EXPECT_EQ(times_in(page, "</script>"), 2u);
}

TEST(Html, DataOfChartsCannotEndTheirScript) {
  EXPECT_EQ(script_json("</script><!-- & \xE2\x80\xA8\xE2\x80\xA9 \xE2\x80\xA6"),
            "\\u003c/script\\u003e\\u003c!-- \\u0026 \\u2028\\u2029 \xE2\x80\xA6");
  const std::string page = render_html(sample_with_charts(), kPlain);
  const std::size_t from = page.find("id=\"charts\">") + 12;
  const Json data = Json::parse(page.substr(from, page.find("</script>", from) - from));
  ASSERT_EQ(data.size(), sample_charts().size());
  EXPECT_EQ(data[0]["x"]["categories"][0], "conv</script><script>alert(3)</script>\xE2\x80\xA8");
}

TEST(Html, ControlCharactersAreLeftOut) { EXPECT_EQ(html_escaped(std::string("a\0b\x1b[1m\n\t", 9)), "ab[1m\n\t"); }

TEST(Html, EveryNumberLeadsToItsRecordAndEveryRecordBack) {
  const Document document = sample_with_charts();
  const std::string page = render_html(document, kPlain);
  std::set<std::string> ids;
  for (const std::string& id : all_of(page, " id=\"([^\"]*)\"")) EXPECT_TRUE(ids.insert(id).second) << id << " stands twice";
  const std::vector<std::string> links = all_of(page, "href=\"#([^\"]*)\"");
  EXPECT_GT(links.size(), 30u);
  for (const std::string& link : links) EXPECT_TRUE(ids.contains(link)) << link << " leads nowhere";
  const std::vector<std::string> numbers = all_of(page, "<a class=\"n\" id=\"(u[0-9-]*)\"");
  for (const std::string& number : numbers) EXPECT_EQ(times_in(page, "href=\"#" + number + "\""), 1u) << number;
  EXPECT_NE(page.find("<a class=\"n\" id=\"u2-1\" href=\"#e2\" data-n=\"2\" title=\"Evidence 2: share\">26 %</a>"), std::string::npos) << page;
}

TEST(Html, AChartIsThereWithoutItsScript) {
  const std::string page = render_html(sample_with_charts(), kPlain);
  for (const Chart& chart : sample_charts()) {
    EXPECT_EQ(times_in(page, "<figure id=\"figure-" + chart.id + "\""), 1u);
    EXPECT_EQ(times_in(page, "data-chart=\"" + chart.id + "\" role=\"img\" aria-label=\""), 1u);
  }
  EXPECT_NE(page.find("<th scope=\"row\">without permutation</th><td></td><td>0.9</td>"), std::string::npos) << page;
  EXPECT_EQ(times_in(page, "<code>skeptic stress a.yaml --json -   # axes.0</code>"), sample_charts().size());
}

TEST(Html, NothingIsLoaded) {
  Document document = sample();
  for (const Chart& chart : sample_charts()) document.sections[1].blocks.emplace_back(chart);
  const std::string page = render_html(document, kPlain);
  EXPECT_NE(page.find("default-src 'none'; script-src 'sha256-script'; style-src 'sha256-style';"), std::string::npos);
  for (const char* way : {"http:", "https:", "src=", "url(", "@import", "<link"}) EXPECT_EQ(page.find(way), std::string::npos) << way;
}

TEST(Html, HeadingsGoDownByOne) {
  int last = 0;
  for (const std::string& level : all_of(render_html(sample_with_charts(), kPlain), "<h([1-6])")) {
    const int now = std::stoi(level);
    EXPECT_LE(now, last + 1);
    last = now;
  }
}

TEST(Html, SaysWhatIsMissing) {
  try {
    render_html(sample(), {{}, {}, {}, {}, "node was missing when this Skeptic was built"});
    FAIL();
  } catch (const UserError& error) {
    EXPECT_STREQ(error.what(),
                 "error: no page can be written: node was missing when this Skeptic was built [page-missing]\n"
                 "  install nodejs and npm, and build again; --markdown needs neither\n");
  }
}

TEST(ChartTable, HasARowAPlaceAndAColumnASeries) {
  const ChartTable cycles = chart_table(sample_charts()[0]);
  EXPECT_EQ(cycles.header, (std::vector<std::string>{"of", "layer", "useful", "imbalance", "load"}));
  ASSERT_EQ(cycles.rows.size(), 8u);
  EXPECT_EQ(cycles.rows[1], (std::vector<std::string>{"ampere-2to4", "layer1.0.conv1", "8,000", "4,000", "2,000"}));
  const ChartTable histogram = chart_table(sample_charts()[9]);
  EXPECT_EQ(histogram.header, (std::vector<std::string>{"speed-up (×)", "inputs"}));
  EXPECT_EQ(histogram.rows[0], (std::vector<std::string>{"0.92× to 0.94×", "3"}));
}

TEST(ChartTable, OfAMapIsTheMap) {
  const ChartTable map = chart_table(sample_charts()[2]);
  EXPECT_EQ(map.header.size(), 10u);
  ASSERT_EQ(map.rows.size(), 8u);
  EXPECT_EQ(map.rows[4], (std::vector<std::string>{"dynamic 4:8", "1", "90", "87", "84", "81", "78", "75", "72", "69"}));
}

TEST(ChartTable, OfPointsNamesThem) {
  const ChartTable roofline = chart_table(sample_charts()[1]);
  EXPECT_EQ(roofline.rows[0], (std::vector<std::string>{"layer0", "ampere-2to4", "3", "40"}));
  EXPECT_EQ(chart_number(0.84123), "0.8412");
  EXPECT_EQ(chart_number(1234567.5), "1,234,568");
}

}  // namespace
}  // namespace skeptic
