using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Microsoft.Extensions.Logging;

namespace Leat.Storage.Sql.Runs;

/// <summary>What all statements of one search share.</summary>
/// <param name="Database">The database.</param>
/// <param name="Session">A session in a read transaction, which sees one state of the database.</param>
/// <param name="Filter">Knows the numbers of names.</param>
/// <param name="View">Which stages to look at.</param>
/// <param name="Log">Receives the chosen plan.</param>
/// <param name="CancellationToken">Ends the search.</param>
internal sealed record RunSearchContext(
    SqlDatabase Database, SqlSession Session, RunFilterSql Filter, ViewType View, ILogger Log, CancellationToken CancellationToken);

/// <summary>The runs to find, in order: all that a query asks for, or only those that share a value.</summary>
/// <param name="Members">The filter's parts, all of which must hold.</param>
/// <param name="Terms">The order, without terms whose name no run has; tie-breaks follow.</param>
/// <param name="Cursor">The position after which they come; null for all.</param>
internal sealed record RunSearchPart(IReadOnlyList<FilterNode> Members, IReadOnlyList<OrderTerm> Terms, RunCursor? Cursor);
