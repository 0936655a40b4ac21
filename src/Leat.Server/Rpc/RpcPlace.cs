namespace Leat.Server;

/// <summary>At which addresses a call is served.</summary>
internal enum RpcPlace
{
    /// <summary>Below <c>/api</c> and, for pages, below <c>/ajax-api</c>.</summary>
    Twins,

    /// <summary>Below <c>/ajax-api</c> only.</summary>
    AjaxOnly,

    /// <summary>Below the static prefix, where the pages lie.</summary>
    Pages,

    /// <summary>At its path as it stands.</summary>
    Root,
}
