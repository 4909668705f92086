#pragma once

#include "core/domain/delivery.h"
#include "ui/models/tablemodel.h"

namespace lockbox::ui {

/// What a row of the inbox holds beside its text.
enum InboxRole {
    InboxSenderRole = Qt::UserRole + 1,
    InboxSubjectRole,
    InboxTimeRole,
    InboxKindRole,
    InboxIdRole,
};

/// Somebody's mails as a list, newest first.
class InboxModel final : public TableModel<Letter, qint64>
{
    Q_OBJECT

public:
    using TableModel::TableModel;

    /// Rows that stay keep selection and scroll.
    void setLetters(std::vector<Letter> letters) { mergeRows(std::move(letters)); }

protected:
    int columns() const override { return 1; }
    QVariant header(int column, int role) const override;
    QVariant cell(const Letter &letter, int column, int role) const override;
    qint64 keyOf(const Letter &letter) const override { return letter.delivery.id; }
};

} // namespace lockbox::ui
