using Leat.Core;
using Leat.Protocol;

namespace Leat.Client;

/// <summary>Issues on a server.</summary>
internal sealed class HttpIssueStore(HttpConnection server) : IIssueStore
{
    private const string Root = "/api/3.0/mlflow/issues";

    public Task<Issue> CreateIssueAsync(NewIssue issue, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Create, Root, CreateIssueRequest.From(issue), cancellationToken);

    public Task<Issue> GetIssueAsync(string issueId, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Get, Path(issueId), new PathOnlyRequest(), cancellationToken);

    public Task<Issue> UpdateIssueAsync(string issueId, IssueUpdate update, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Patch, Path(issueId), UpdateIssueRequest.From(update), cancellationToken);

    public Task<Page<Issue>> SearchIssuesAsync(IssueQuery query, CancellationToken cancellationToken = default) => server.SendAsync(
        Verb.Post, $"{Root}/search", SearchIssuesRequest.From(query), (SearchIssuesResponse answer) => answer.ToPage(), cancellationToken);

    private Task<Issue> SendAsync<T>(Verb verb, string path, T message, CancellationToken cancellationToken) =>
        server.SendAsync(verb, path, message, (IssueResponse answer) => answer.ToEntity(), cancellationToken);

    private static string Path(string issueId) => $"{Root}/{Uri.EscapeDataString(issueId)}";
}
