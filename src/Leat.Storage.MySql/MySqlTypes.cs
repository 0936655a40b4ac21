using System.Globalization;
using Leat.Storage.Sql.Schema;

namespace Leat.Storage.MySql;

/// <summary>MariaDB's names for the schema's types. Text compares byte by byte and without padding: plain <c>utf8mb4_bin</c> takes 'a' and
/// 'a ' for one.</summary>
internal sealed class MySqlTypes : SchemaTypes
{
    public const string Collation = "utf8mb4_nopad_bin";

    public override bool SeveralServers => true;

    public override string Identity => "BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY";

    public override string RowId => Identity;

    public override string Integer => "BIGINT";

    public override string Real => "DOUBLE";

    public override string Text => "LONGTEXT";

    public override string Blob => "LONGBLOB";

    /// <summary>Every table lies in its primary key.</summary>
    public override string ClusteredTable => HeapTable;

    public override string HeapTable => $"ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE {Collation}";

    public override string KeyText(int length) => string.Create(CultureInfo.InvariantCulture, $"VARCHAR({length})");

    /// <summary>A prefix: entries must stay under 3 KB. What is found by it is compared whole.</summary>
    public override string Lookup(string column) => $"({column}(255))";

    /// <summary>What the index does not hold of a text is read from the row.</summary>
    public override string Prefix(string column) => $"{column}(64)";

    /// <summary>None: each insert would lock the run's row, and so meet every other change to the run.</summary>
    public override string Owner(string table) => "";
}
