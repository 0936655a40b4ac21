namespace Leat.Storage.Sql;

/// <summary>How a search over runs is carried out.</summary>
internal enum RunSearchPlan
{
    /// <summary>Look at every run, sort what matches.</summary>
    FullSort,

    /// <summary>Follow the order by its index and stop when the page is full: good when much matches.</summary>
    OrderScan,

    /// <summary>Take the access path of the condition that the fewest runs satisfy, sort what matches: good when little matches.</summary>
    ConditionScan,
}
