using Leat.Core;
using Leat.Protocol;

namespace Leat.Client;

/// <summary>Assessments of traces on a server.</summary>
internal sealed class HttpAssessmentStore(HttpConnection server) : IAssessmentStore
{
    /// <remarks>The server draws the id: sent twice, it would make two.</remarks>
    public Task<Assessment> CreateAssessmentAsync(
        string traceId, NewAssessment assessment, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Create, Path(traceId), CreateAssessmentRequest.From(assessment), cancellationToken);

    public Task<Assessment> GetAssessmentAsync(string traceId, string assessmentId, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Get, Path(traceId, assessmentId), new PathOnlyRequest(), cancellationToken);

    public Task<Assessment> UpdateAssessmentAsync(
        string traceId, string assessmentId, AssessmentUpdate update, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Patch, Path(traceId, assessmentId), UpdateAssessmentRequest.From(update), cancellationToken);

    public Task DeleteAssessmentAsync(string traceId, string assessmentId, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Delete, Path(traceId, assessmentId), new PathOnlyRequest(), cancellationToken);

    private Task<Assessment> SendAsync<T>(Verb verb, string path, T message, CancellationToken cancellationToken) =>
        server.SendAsync(verb, path, message, (AssessmentResponse answer) => answer.ToEntity(), cancellationToken);

    private static string Path(string traceId) => $"/api/3.0/mlflow/traces/{Uri.EscapeDataString(traceId)}/assessments";

    private static string Path(string traceId, string assessmentId) => $"{Path(traceId)}/{Uri.EscapeDataString(assessmentId)}";
}
