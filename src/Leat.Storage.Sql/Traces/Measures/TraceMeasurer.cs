using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Traces.Measures;

/// <summary>Measures traces, spans and assessments.</summary>
/// <remarks>
/// Hours that have been added up answer what they hold (<see cref="HourMeasurer"/>). Of the rest, the database groups the rows, and this process
/// only adds up groups. Which access path answers it:
/// <list type="bullet">
/// <item>Traces: a range of <c>traces_by_figures</c>, which holds all that is measured, by experiment and time. Names of traces are looked up
/// in the key of their tags.</item>
/// <item>Spans: the same range, and for each trace a range of <c>span_figures</c>, whose rows hold nothing else.</item>
/// <item>Assessments: those of the experiment, from an index by name and value; with a time or a condition on traces, the range of traces
/// and the assessments of each.</item>
/// </list>
/// Percentiles need values, not sums: the database counts equal values of each group, so that a column of a million latencies becomes some
/// thousand rows. Linear in what is measured.
/// </remarks>
internal sealed class TraceMeasurer(SqlDatabase database, SqlSession session, CancellationToken cancellationToken)
{
    public async Task<IReadOnlyList<TraceMetricPoint>> MeasureAsync(TraceMetricQuery query)
    {
        var experiments = await TraceSearcher.ExperimentsAsync(database, session, query.ExperimentIds, cancellationToken).ConfigureAwait(false);
        if (experiments.Count == 0)
            return [];
        var names = await SearchNames.FindAsync(database, session, MeasureSql.NamesOf(query)).ConfigureAwait(false);
        var sql = new MeasureSql(database.Syntax, names, query);
        if (sql.Write(experiments) is not { } statement)
            return [];
        if (HourPoints.CanAnswer(query)
            && await new HourMeasurer(database, session, sql, query, cancellationToken).MeasureAsync(experiments).ConfigureAwait(false) is { } points)
            return points;
        var values = sql.NeedsValues ? new ValuePoints(query) : (MeasuredPoints)new SumPoints(query);
        await session.ReadEachAsync(statement, sql.Arguments, values.Read, cancellationToken).ConfigureAwait(false);
        return values.ToPoints();
    }
}
