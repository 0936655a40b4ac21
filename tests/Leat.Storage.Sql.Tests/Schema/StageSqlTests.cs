using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Schema;

namespace Leat.Storage.Sql.Tests.Schema;

public sealed class StageSqlTests
{
    [Theory]
    [InlineData(LifecycleStage.Active, StageSql.Active)]
    [InlineData(LifecycleStage.Deleted, StageSql.Deleted)]
    [InlineData(StoredStage.Purged, StageSql.Purged)]
    public void Statements_and_rows_mean_the_same_stage(LifecycleStage stage, string text) =>
        ((int)stage).ToString(CultureInfo.InvariantCulture).ShouldBe(text);
}
