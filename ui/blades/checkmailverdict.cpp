#include "ui/blades/checkmailverdict.h"

#include "ui/blades/userparts.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/tooltiptext.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QStyle>
#include <QTableWidget>

namespace lockbox::ui {

namespace {

constexpr int iconSide = 28;
constexpr int tallestTable = 320;

} // namespace

CheckMailVerdict::CheckMailVerdict(QWidget *parent)
    : QFrame(parent),
      m_sign{QStringLiteral("shield-alert"), Token::Bad},
      m_head(new QFrame),
      m_icon(new TextLabel),
      m_headline(parts::text({}, TextStyle::Heading)),
      m_explanation(parts::text({})),
      m_differencesTitle(parts::text(tr("What differs"), TextStyle::BodyStrong)),
      m_differences(new QTableWidget),
      m_facts(new FieldList)
{
    setObjectName(QStringLiteral("mailVerdict"));
    m_headline->setObjectName(QStringLiteral("verdictHeadline"));
    m_explanation->setObjectName(QStringLiteral("verdictExplanation"));
    m_differences->setObjectName(QStringLiteral("verdictDifferences"));
    m_facts->setObjectName(QStringLiteral("verdictFacts"));
    layOut();
    connect(&Theme::instance(), &Theme::changed, this, &CheckMailVerdict::dress);
    hide();
}

void CheckMailVerdict::layOut()
{
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_headline);
    words->addWidget(m_explanation);
    auto *row = new QHBoxLayout(m_head);
    row->setContentsMargins(12, 12, 12, 12);
    row->setSpacing(12);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_head);
    layout->addWidget(m_differencesTitle);
    layout->addWidget(m_differences);
    layout->addWidget(m_facts);
    m_differences->setColumnCount(3);
    m_differences->setHorizontalHeaderLabels({tr("Field"), tr("Expected"), tr("Found")});
    m_differences->setAccessibleName(tr("What differs"));
    m_differences->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_differences->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_differences->setWordWrap(true);
    m_differences->setTabKeyNavigation(false);
    m_differences->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_differences->verticalHeader()->hide();
    QHeaderView *header = m_differences->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setSectionResizeMode(0, QHeaderView::ResizeToContents);
}

void CheckMailVerdict::show(const CheckMailPresenter &presenter)
{
    const auto &verdict = presenter.verdict();
    setVisible(verdict.has_value());
    if (!verdict)
        return;
    m_sign = presenter.sign();
    m_headline->setText(presenter.headline());
    m_explanation->setText(presenter.explanation());
    showDifferences(verdict->differences);
    std::vector<Field> fields;
    for (const CheckMailPresenter::Fact &fact : presenter.facts())
        fields.push_back({.label = fact.label, .value = fact.value, .toolTip = {}});
    m_facts->setFields(fields);
    m_facts->setVisible(!fields.empty());
    dress();
}

void CheckMailVerdict::showDifferences(const std::vector<MailVerdict::Difference> &differences)
{
    m_differencesTitle->setVisible(!differences.empty());
    m_differences->setVisible(!differences.empty());
    m_differences->setRowCount(static_cast<int>(differences.size()));
    for (int row = 0; row < m_differences->rowCount(); ++row) {
        const auto &difference = differences[static_cast<size_t>(row)];
        int column = 0;
        for (const QString &text : {difference.field, difference.expected, difference.found}) {
            auto *cell = new QTableWidgetItem(text.isEmpty() ? tr("(nothing)") : text);
            cell->setToolTip(plainToolTip(text));
            m_differences->setItem(row, column++, cell);
        }
    }
    m_differences->resizeRowsToContents();
    const int height = m_differences->horizontalHeader()->sizeHint().height()
                       + m_differences->verticalHeader()->length()
                       + 2 * m_differences->frameWidth();
    m_differences->setFixedHeight(std::min(height, tallestTable));
}

void CheckMailVerdict::dress()
{
    m_icon->setPixmap(Theme::instance()
                          .icon(m_sign.icon, m_sign.token)
                          .pixmap({iconSide, iconSide}, devicePixelRatioF()));
    m_headline->setToken(m_sign.token);
    m_head->setProperty("message", m_sign.token == Token::Good ? QStringLiteral("good")
                                                               : QStringLiteral("error"));
    m_head->style()->unpolish(m_head);
    m_head->style()->polish(m_head);
}

} // namespace lockbox::ui
