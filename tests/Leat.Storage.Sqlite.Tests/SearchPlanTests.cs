using Leat.Storage.Specification;
using Leat.Storage.Specification.Search;
using Leat.Storage.Sql;

namespace Leat.Storage.Sqlite.Tests;

/// <summary>Searches that examine every run.</summary>
public sealed class SqliteSortPlanTests(SortPlanFixture fixture)
    : SearchAgreementSpecification<SortPlanFixture>(fixture), IClassFixture<SortPlanFixture>;

/// <summary>Searches that follow the order.</summary>
public sealed class SqliteWalkPlanTests(WalkPlanFixture fixture)
    : SearchAgreementSpecification<WalkPlanFixture>(fixture), IClassFixture<WalkPlanFixture>;

/// <summary>Searches that follow the order, handling runs with the same order value separately.</summary>
public sealed class SqliteTiedWalkPlanTests(TiedWalkPlanFixture fixture)
    : SearchAgreementSpecification<TiedWalkPlanFixture>(fixture), IClassFixture<TiedWalkPlanFixture>;

/// <summary>Searches that choose a plan, handling runs with the same order value separately.</summary>
public sealed class SqliteTiedPlanTests(TiedPlanFixture fixture)
    : SearchAgreementSpecification<TiedPlanFixture>(fixture), IClassFixture<TiedPlanFixture>;

/// <summary>Searches that start with a condition.</summary>
public sealed class SqliteStartPlanTests(StartPlanFixture fixture)
    : SearchAgreementSpecification<StartPlanFixture>(fixture), IClassFixture<StartPlanFixture>;

/// <summary>Tables whose pages lie deep in an order.</summary>
public sealed class SqliteDeepTableTests(WalkPlanFixture fixture) : RunTableSpecification<WalkPlanFixture>(fixture), IClassFixture<WalkPlanFixture>;

/// <summary>Tables whose pages lie deep in an order with many equal values.</summary>
public sealed class SqliteTiedTableTests(TiedWalkPlanFixture fixture)
    : RunTableSpecification<TiedWalkPlanFixture>(fixture), IClassFixture<TiedWalkPlanFixture>;

/// <summary>Counts that read each condition's runs.</summary>
public sealed class SqliteCountedSetsTests(WalkPlanFixture fixture) : TableStoreSpecification<WalkPlanFixture>(fixture), IClassFixture<WalkPlanFixture>;

/// <summary>Makes stores whose searches sort everything.</summary>
public sealed class SortPlanFixture : SqliteFixture
{
    private protected override SqliteStoreOptions Options(string path) => base.Options(path) with { SearchPlan = RunSearchPlan.FullSort };
}

/// <summary>Makes stores whose searches follow the order where possible, and for which few runs are many.</summary>
public sealed class WalkPlanFixture : SqliteFixture
{
    private protected override SqliteStoreOptions Options(string path) => base.Options(path) with { SearchPlan = RunSearchPlan.OrderScan, DeepOffset = 1, FewRuns = 0 };
}

/// <summary>Makes stores whose searches follow the order where possible, with two equal values counting as many.</summary>
public sealed class TiedWalkPlanFixture : SqliteFixture
{
    private protected override SqliteStoreOptions Options(string path) =>
        base.Options(path) with { SearchPlan = RunSearchPlan.OrderScan, ManyTied = 2, DeepOffset = 1 };
}

/// <summary>Makes stores whose searches choose a plan, with two equal values counting as many.</summary>
public sealed class TiedPlanFixture : SqliteFixture
{
    private protected override SqliteStoreOptions Options(string path) => base.Options(path) with { ManyTied = 2, DeepOffset = 1 };
}

/// <summary>Makes stores whose searches start with a condition where possible.</summary>
public sealed class StartPlanFixture : SqliteFixture
{
    private protected override SqliteStoreOptions Options(string path) => base.Options(path) with { SearchPlan = RunSearchPlan.ConditionScan };
}
