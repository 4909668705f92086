#pragma once

#include "ui/blades/checkmailpresenter.h"

#include <QFrame>

class QTableWidget;

namespace lockbox::ui {

class FieldList;
class TextLabel;

/// Says what a mail turned out to be: a headline in green or red, why, which notice it is, and what in it differs.
class CheckMailVerdict : public QFrame
{
    Q_OBJECT

public:
    explicit CheckMailVerdict(QWidget *parent = nullptr);

    void show(const CheckMailPresenter &presenter);

private:
    void layOut();
    void dress();
    void showDifferences(const std::vector<MailVerdict::Difference> &differences);

    NoticeText::Sign m_sign;
    QFrame *m_head;
    TextLabel *m_icon;
    TextLabel *m_headline;
    TextLabel *m_explanation;
    TextLabel *m_differencesTitle;
    QTableWidget *m_differences;
    FieldList *m_facts;
};

} // namespace lockbox::ui
