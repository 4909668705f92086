#pragma once

#include "core/service/lockboxservice.h"
#include "ui/widgets/card.h"

class QPushButton;

namespace lockbox::ui {

class TextLabel;

/// The card on Home that says whether everything is in order: is approval required, and does a notice reach the approvers.
class HomeOrderCard : public Card
{
    Q_OBJECT

public:
    explicit HomeOrderCard(QWidget *parent = nullptr);

    void show(const Overview &overview, const QString &provider);

signals:
    /// A page by its id, as Blade::navigateRequested() takes it.
    void pageRequested(const QString &pageId);

private:
    /// One thing that is looked at: an icon, a sentence, and where to change it.
    struct Line {
        TextLabel *icon;
        TextLabel *text;
    };

    Line addLine(const QString &name, const QString &action, const QString &pageId);
    static void tell(const Line &line, bool good, const QString &text);

    Line m_setting;
    Line m_approvers;
};

} // namespace lockbox::ui
