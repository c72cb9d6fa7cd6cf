"""The recruiters' back office: pages that reach across the apps. Views and forms only; it owns no tables."""
