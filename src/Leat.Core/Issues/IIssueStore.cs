namespace Leat.Core;

/// <summary>Stores issues of experiments. Safe for concurrent use; a write that has returned survives a crash.</summary>
public interface IIssueStore
{
    /// <summary>Notes an issue.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: the experiment is deleted.</exception>
    Task<Issue> CreateIssueAsync(NewIssue issue, CancellationToken cancellationToken = default);

    /// <summary>An issue, without the number of its traces.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such issue.</exception>
    Task<Issue> GetIssueAsync(string issueId, CancellationToken cancellationToken = default);

    /// <summary>Changes an issue and returns the new state.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such issue.</exception>
    Task<Issue> UpdateIssueAsync(string issueId, IssueUpdate update, CancellationToken cancellationToken = default);

    /// <summary>One page of the matching issues, the newest first.</summary>
    Task<Page<Issue>> SearchIssuesAsync(IssueQuery query, CancellationToken cancellationToken = default);
}
