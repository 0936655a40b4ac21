using Leat.Core;

namespace Leat.Protocol;

/// <summary>MLflow's words for what is wrong with a request.</summary>
internal static class RequestFaults
{
    /// <summary>How every message about a field ends.</summary>
    public const string SeeDocs = " See the API docs for more information about request parameters.";

    /// <summary>A value of a type or size that its field does not take.</summary>
    public static LeatException InvalidValue(string path, string pythonJson, string pythonType) =>
        LeatException.InvalidParameter(
            $"Invalid value {pythonJson} for parameter '{path}' supplied:  Hint: Value was of type '{pythonType}'." + SeeDocs);

    /// <summary>A fault of a field in words of its own.</summary>
    public static LeatException Described(string message) => LeatException.InvalidParameter(message + SeeDocs);

    /// <summary>A text that is none.</summary>
    public static LeatException NotText(string path, Exception? cause = null) => new(
        ErrorCode.InvalidParameterValue,
        $"Invalid value for parameter '{path}' supplied: it holds an unpaired surrogate or bytes that are not UTF-8." + SeeDocs,
        cause);
}
